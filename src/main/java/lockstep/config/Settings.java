package lockstep.config;

import java.time.Duration;
import lockstep.event.AbsolutePath;
import org.jspecify.annotations.Nullable;

/// The values of `settings{…}`, with the command line's laid over them.
///
/// @param statusInterval how long a change of status may wait before the status file tells of it; zero writes it at each step
/// @param controlSocket where `lockstep status` and `lockstep wait` reach the daemon; null for the place that follows from the configuration file's
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
    @Nullable AbsolutePath controlSocket) {}
