package lockstep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lockstep.config.ConfigurationException;

/// Whether a daemon runs with the configuration that a survey reads, and how it stands.
enum DaemonState {
  NOT_RUNNING,
  IN_SYNC,
  NOT_IN_SYNC,
  /// It runs, but does not answer.
  UNKNOWN;

  static DaemonState ask(List<Path> sockets) {
    try {
      Optional<String> report = ControlClient.status(sockets);
      return report
          .map(json -> json.contains("\"in_sync\":true") ? IN_SYNC : NOT_IN_SYNC)
          .orElse(NOT_RUNNING);
    } catch (IOException | ConfigurationException _) {
      return UNKNOWN; // which is all that there is to know
    }
  }

  /// The two states before and after something as one: only what was in sync throughout counts as
  /// that.
  DaemonState and(DaemonState later) {
    return this == later ? this : this == UNKNOWN || later == UNKNOWN ? UNKNOWN : NOT_IN_SYNC;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
