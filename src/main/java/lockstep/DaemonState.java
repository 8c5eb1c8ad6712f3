package lockstep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import lockstep.linux.Errno;

/// Whether a daemon runs with the configuration that a survey reads, and how it stands.
enum DaemonState {
  NOT_RUNNING,
  IN_SYNC,
  NOT_IN_SYNC,
  /// It runs, but does not answer.
  UNKNOWN;

  /// @param sockets where it may be, the best place first
  static DaemonState ask(List<Path> sockets) {
    boolean unknown = false;
    for (Path socket : sockets) {
      int error = ControlClient.probe(socket);
      if (error == 0) {
        return of(new ControlClient(socket));
      }
      unknown |= error == -Errno.EACCES || error == -Errno.EAGAIN;
    }
    return unknown ? UNKNOWN : NOT_RUNNING;
  }

  private static DaemonState of(ControlClient daemon) {
    try {
      return daemon.status().contains("\"in_sync\":true") ? IN_SYNC : NOT_IN_SYNC;
    } catch (IOException _) {
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
