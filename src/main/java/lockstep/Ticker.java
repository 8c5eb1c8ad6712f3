package lockstep;

import java.time.Duration;
import java.time.Instant;

/// The loop's clock: it began with the one on the wall, and never steps.
final class Ticker {
  private final Instant start = Instant.now();
  private final long origin = System.nanoTime();

  Instant now() {
    return start.plus(Duration.ofNanos(System.nanoTime() - origin));
  }
}
