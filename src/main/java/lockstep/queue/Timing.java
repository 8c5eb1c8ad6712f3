package lockstep.queue;

import java.time.Duration;
import java.time.Instant;

/// When a pending path falls due.
///
/// A path is due `delay` after it was first heard of, however often it changes meanwhile. A file
/// that was written to and not closed is due after a quiet spell without further writes, or at a
/// ceiling after the first: the delay itself, but at least [#LEAST_QUIET], and four times the
/// delay, but at least [#LEAST_CEILING].
public record Timing(Duration delay) {
  /// Shorter pauses between the writes of one file are common (a log, a download).
  static final Duration LEAST_QUIET = Duration.ofSeconds(1);

  /// How stale the copy of a file may be that is written without a pause and never closed.
  static final Duration LEAST_CEILING = Duration.ofSeconds(10);

  /// The first wait after a file changed while it was being read; doubled each time up to
  /// [#LEAST_CEILING].
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  /// More than the time after which the kernel's events are here, on a busy machine too.
  private static final Duration LOOKED_FOR = Duration.ofMillis(250);

  public Timing {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("a negative delay: " + delay);
    }
  }

  Instant due(Instant first, Instant last, boolean open) {
    Instant plain = first.plus(delay);
    if (!open) {
      return plain;
    }
    Instant quiet = last.plus(longer(delay, LEAST_QUIET));
    Instant ceiling = first.plus(longer(delay.multipliedBy(4), LEAST_CEILING));
    return quiet.isBefore(ceiling) ? quiet : ceiling;
  }

  /// When a file is tried again that was found changing for the `times`th time in a row.
  Instant settled(Instant now, int times) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(times - 1, 10));
    return now.plus(pause.compareTo(LEAST_CEILING) < 0 ? pause : LEAST_CEILING);
  }

  /// When a path that failed is tried again because something happened to it.
  Instant retried(Instant now) {
    return now.plus(longer(delay, LEAST_QUIET));
  }

  /// When other names of a file with hard links are looked for. A delivery that links and then
  /// removes the first name has come to its end by then.
  Instant searched(Instant now) {
    return now.plus(longer(delay, LEAST_CEILING));
  }

  /// When it is seen again whether what has left has been found.
  Instant lookedFor(Instant now) {
    return now.plus(LOOKED_FOR);
  }

  static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
