package lockstep;

import java.util.function.BooleanSupplier;
import lockstep.config.Configuration;
import lockstep.config.ConfigurationException;

/// The process around the [Loop], as the loop sees it.
interface Host {
  /// To be called once, when all sources are watched: the daemon's parent may end now, and systemd
  /// is told that the service is ready.
  void watching();

  /// Reads the configuration again, for HUP, and takes what changed of the logs. Not for the loop's
  /// thread: it takes as long as the file and the targets take.
  ///
  /// @param wanted whether the result is still asked for when it is there; if not, the logs stay
  /// @throws ConfigurationException if it cannot be used; the old one stays in force
  Configuration reload(BooleanSupplier wanted) throws ConfigurationException;

  /// Shows a line on the terminal, if there is one, in the place of the one before; an empty one
  /// ends it.
  default void progress(String line) {}

  /// For the watchdog and the line in `systemctl status`.
  Notify systemd();
}
