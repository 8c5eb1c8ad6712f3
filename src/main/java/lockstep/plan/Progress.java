package lockstep.plan;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How far the work of a sync has come since it had nothing to do.
///
/// @param starting whether it is the comparison at start
/// @param elapsed since it began
/// @param directories that were compared
/// @param total how many there are to compare at start, at least; 0 if that is not known
/// @param files that were written
/// @param bytes that were written
/// @param left bytes that are still to be written of files that are being written; more may follow
/// @param filesPerSecond over the last seconds
/// @param bytesPerSecond over the last seconds
/// @param remaining about how long it will take; null if that cannot be told
public record Progress(
    boolean starting,
    Duration elapsed,
    long directories,
    long total,
    long files,
    long bytes,
    long left,
    long filesPerSecond,
    long bytesPerSecond,
    @Nullable Duration remaining) {}
