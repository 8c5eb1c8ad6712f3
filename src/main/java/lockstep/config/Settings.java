package lockstep.config;

import java.time.Duration;
import java.util.OptionalInt;
import lockstep.event.AbsolutePath;
import org.jspecify.annotations.Nullable;

/// The values of `settings{…}`, with the command line's laid over them.
///
/// @param statusInterval how long a change of status may wait before the status file tells of it;
///   zero writes it at each step
/// @param controlSocket where `lockstep status` and `lockstep wait` reach the daemon; null for the
///   place that follows from the configuration file's
/// @param maxProcesses how many copies may run at once over all syncs; empty for no such limit
/// @param portable `-monitor portable`: watch by the portable watcher instead of inotify
public record Settings(
    @Nullable AbsolutePath logFile,
    @Nullable AbsolutePath pidFile,
    @Nullable AbsolutePath statusFile,
    Duration statusInterval,
    boolean noDaemon,
    boolean insist,
    boolean onePass,
    InotifyMode inotifyMode,
    String logIdent,
    String logFacility,
    @Nullable AbsolutePath controlSocket,
    OptionalInt maxProcesses,
    boolean portable) {
  /// lsyncd's default of `statusInterval`.
  public static final Duration STATUS_INTERVAL = Duration.ofSeconds(10);

  /// Settings without a limit of processes.
  public Settings(
      @Nullable AbsolutePath logFile,
      @Nullable AbsolutePath pidFile,
      @Nullable AbsolutePath statusFile,
      Duration statusInterval,
      boolean noDaemon,
      boolean insist,
      boolean onePass,
      InotifyMode inotifyMode,
      String logIdent,
      String logFacility,
      @Nullable AbsolutePath controlSocket) {
    this(
        logFile,
        pidFile,
        statusFile,
        statusInterval,
        noDaemon,
        insist,
        onePass,
        inotifyMode,
        logIdent,
        logFacility,
        controlSocket,
        OptionalInt.empty(),
        false);
  }
}
