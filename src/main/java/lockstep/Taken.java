package lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import lockstep.config.Settings;
import org.jspecify.annotations.Nullable;

/// What a running daemon takes of the settings that it has read again, and what needs a restart.
///
/// @param settings those in force from now on
/// @param waiting the names of those that changed and are in force from the next start on
record Taken(Settings settings, List<String> waiting) {
  static Taken of(Settings running, Settings read) {
    var waiting = new ArrayList<String>();
    note("pidfile", running.pidFile(), read.pidFile(), waiting);
    note("controlSocket", running.controlSocket(), read.controlSocket(), waiting);
    note("nodaemon", running.noDaemon(), read.noDaemon(), waiting);
    note("onepass", running.onePass(), read.onePass(), waiting);
    note("inotifyMode", running.inotifyMode(), read.inotifyMode(), waiting);
    return new Taken(
        new Settings(
            read.logFile(),
            running.pidFile(),
            read.statusFile(),
            read.statusInterval(),
            running.noDaemon(),
            read.insist(),
            running.onePass(),
            running.inotifyMode(),
            read.logIdent(),
            read.logFacility(),
            running.controlSocket(),
            read.maxProcesses(),
            running.portable()),
        List.copyOf(waiting));
  }

  private static void note(
      String name, @Nullable Object running, @Nullable Object read, List<String> waiting) {
    if (!Objects.equals(running, read)) {
      waiting.add(name);
    }
  }
}
