package lockstep.status;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Decides when the status file is written.
///
/// The rule is lsyncd's: at once for the first time; after that a change asks for a write one
/// interval later, and whatever changes until then is told by that write. So the file is at most
/// one interval behind, an idle daemon does not write, and the last state is always written.
public final class StatusSchedule {
  private final Duration interval;
  private boolean first = true;
  private @Nullable Instant pending;

  /// @param interval `settings.statusInterval`; zero writes at each step
  public StatusSchedule(Duration interval) {
    this.interval = interval;
  }

  /// Whether to write now. Called at the end of each step of the loop in which anything happened,
  /// and of the one that [#alarm] woke.
  public boolean isDue(Instant now) {
    if (first || !interval.isPositive()) {
      first = false;
      return true;
    }
    if (pending == null) {
      pending = now.plus(interval);
      return false;
    }
    if (now.isBefore(pending)) {
      return false;
    }
    pending = null;
    return true;
  }

  /// When the loop must wake to write; null if nothing waits to be written.
  public @Nullable Instant alarm() {
    return pending;
  }
}
