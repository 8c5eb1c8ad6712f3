package lockstep.copy;

import lockstep.tree.Timestamp;

/// How far two modification times may lie apart and count as equal: rsync's `--modify-window`.
///
/// @param seconds from 0, by which whole seconds may differ; or -1, where every nanosecond counts
public record TimeWindow(int seconds) {
  public static final TimeWindow NONE = new TimeWindow(-1);

  public TimeWindow {
    if (seconds < -1) {
      throw new IllegalArgumentException("seconds: " + seconds);
    }
  }

  boolean areEqual(Timestamp one, Timestamp other) {
    return seconds < 0 ? one.equals(other) : Math.abs(one.seconds() - other.seconds()) <= seconds;
  }

  /// Whether `update` leaves a target file of that time alone. What rsync 3.5.0 does: within a
  /// window the target's counts as the newer one.
  boolean isNewer(Timestamp target, Timestamp source) {
    return seconds < 0
        ? target.compareTo(source) > 0
        : source.seconds() - target.seconds() < seconds;
  }
}
