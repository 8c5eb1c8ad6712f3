package lockstep;

import java.time.Duration;
import java.util.Random;

/// What may happen in one history; a few things at a time, so that each is met in many company.
///
/// @param interferes whether writers act in the middle of a copy
/// @param crashes whether the process is killed; then no two changes bear the same time and none is
///   set back, as the comparison at start trusts size and time
/// @param braked whether nothing may be deleted that no event told of, without the operator's word
/// @param filters whether some names are left out; not with hard links, as what is written under a
///   name that is left out is not heard of
/// @param big whether files are so big that only their changes are written, on a target that shares
///   blocks
record SimulationPlan(
    Duration delay,
    int width,
    int steps,
    boolean interferes,
    boolean crashes,
    boolean sourceFails,
    boolean targetFails,
    boolean overflows,
    boolean runsOutOfWatches,
    boolean hardLinks,
    boolean moves,
    boolean filters,
    boolean big,
    boolean braked) {
  static SimulationPlan draw(Random random) {
    boolean hardLinks = random.nextInt(4) == 0;
    Duration[] delays = {Duration.ZERO, Duration.ofMillis(50), Duration.ofSeconds(5)};
    Duration delay = delays[random.nextInt(delays.length)];
    int width = 1 + random.nextInt(3);
    int steps = 10 + random.nextInt(120);
    return new SimulationPlan(
        delay,
        width,
        steps,
        random.nextInt(3) == 0,
        random.nextInt(5) == 0,
        random.nextInt(6) == 0,
        random.nextInt(4) == 0,
        random.nextInt(4) == 0,
        random.nextInt(8) == 0,
        hardLinks,
        random.nextInt(3) != 0,
        !hardLinks && random.nextInt(6) == 0,
        steps % 16 == 3,
        random.nextInt(4) == 0);
  }
}
