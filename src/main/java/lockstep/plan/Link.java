package lockstep.plan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether the other end can be reached. While it cannot, everything waits, with growing pauses,
/// instead of each path by itself; and all is tried at once when it can again.
final class Link {
  private final int seed;
  private int failures;
  private @Nullable Instant until;

  /// @param sync its name, which spreads the pauses of different ones
  Link(String sync) {
    this.seed = sync.hashCode();
  }

  /// Whatever was given to it has to be given to it again.
  ///
  /// @return when
  Instant failed(Instant now) {
    failures++;
    Instant due = now.plus(Retry.pause(failures, seed));
    until = due;
    return due;
  }

  /// It is tried again now.
  void tried() {
    until = null;
  }

  void worked() {
    failures = 0;
    until = null;
  }

  int failures() {
    return failures;
  }

  /// When it is to be tried again; null if it may be now.
  @Nullable Instant pausesUntil(Instant now) {
    return until != null && until.isAfter(now) ? until : null;
  }

  /// The moment that is waited for anyway, if it is not before the pause is over.
  @Nullable Instant after(@Nullable Instant due) {
    return until == null || due != null && due.isAfter(until) ? due : until;
  }
}
