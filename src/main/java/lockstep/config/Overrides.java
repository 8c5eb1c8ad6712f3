package lockstep.config;

import java.time.Duration;
import lockstep.event.AbsolutePath;
import org.jspecify.annotations.Nullable;

/// What the command line lays over the configuration file.
///
/// @param delay `-delay`, for every sync; null to leave each its own
/// @param insist `-insist`; as the other flags, it can switch on but never off
/// @param onePass `-onepass`
/// @param logFile `-logfile`
/// @param pidFile `-pidfile`
/// @param noDaemon `-nodaemon`
/// @param monitor `-monitor`, as typed
public record Overrides(
    @Nullable Duration delay,
    boolean insist,
    boolean onePass,
    @Nullable AbsolutePath logFile,
    @Nullable AbsolutePath pidFile,
    boolean noDaemon,
    @Nullable String monitor) {
  /// Nothing on the command line.
  public static final Overrides NONE = new Overrides(null, false, false, null, null, false, null);
}
