package lockstep.plan;

import java.time.Duration;

/// How long to wait before a path that failed is tried again: twice as long each time, up to a
/// limit, spread by a quarter so that paths which failed together do not come back together.
final class Retry {
  private static final Duration FIRST = Duration.ofSeconds(1);

  /// Long enough to cost nothing, short enough that an operator who mended something sees it taken
  /// up.
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private Retry() {}

  /// @param attempts how many times it has failed, from 1
  /// @param seed spreads different paths; the same seed gives the same pause
  static Duration pause(int attempts, int seed) {
    Duration pause = FIRST.multipliedBy(1L << Math.min(attempts - 1, 20));
    pause = pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    long quarter = pause.toMillis() / 4;
    long place = seed * 0x9E3779B97F4A7C15L >>> 33; // neighbours far apart, in 31 bits
    return pause.minusMillis(place * (quarter + 1) >>> 31);
  }
}
