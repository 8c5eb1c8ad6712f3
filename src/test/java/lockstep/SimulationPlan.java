package lockstep;

import static lockstep.SimulationTrouble.BINDS;
import static lockstep.SimulationTrouble.BRAKED;
import static lockstep.SimulationTrouble.CLOCK_SET_BACK;
import static lockstep.SimulationTrouble.CRASHES;
import static lockstep.SimulationTrouble.FILTERS;
import static lockstep.SimulationTrouble.HARD_LINKS;
import static lockstep.SimulationTrouble.MAIL;
import static lockstep.SimulationTrouble.RELOADS;
import static lockstep.SimulationTrouble.TARGET_WRITERS;
import static lockstep.SimulationTrouble.TWO_TARGETS;
import static lockstep.SimulationTrouble.UNMOUNTS;
import static lockstep.SimulationTrouble.WRITES_DURING_COPIES;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/// What happens in one history.
///
/// @param steps the numbers of its steps; each draws from a seed of its own, so that one can be
///   left out and the others stay as they are
record SimulationPlan(
    long seed, Duration delay, int width, List<Integer> steps, Set<SimulationTrouble> troubles) {
  private static final List<Duration> DELAYS =
      List.of(Duration.ZERO, Duration.ofMillis(50), Duration.ofSeconds(5));

  SimulationPlan {
    steps = List.copyOf(steps);
    troubles = Set.copyOf(troubles);
  }

  static SimulationPlan draw(long seed) {
    var random = new Random(seed);
    var troubles = EnumSet.noneOf(SimulationTrouble.class);
    for (SimulationTrouble trouble : SimulationTrouble.values()) {
      if (random.nextInt(trouble.rarity) == 0) {
        troubles.add(trouble);
      }
    }
    if (troubles.contains(HARD_LINKS)) {
      troubles.removeAll(Set.of(FILTERS, TARGET_WRITERS));
    }
    if (troubles.contains(TARGET_WRITERS)) {
      troubles.remove(FILTERS); // what others make under a name that is left out stays
    }
    if (troubles.contains(BINDS)) {
      // What appears in the source by a mount, and goes, nobody tells the sync of another target.
      troubles.removeAll(Set.of(UNMOUNTS, TARGET_WRITERS, TWO_TARGETS));
    }
    if (troubles.contains(BRAKED)) {
      troubles.removeAll(Set.of(UNMOUNTS, TARGET_WRITERS, TWO_TARGETS, BINDS, RELOADS));
    }
    if (troubles.contains(MAIL)) {
      troubles.retainAll(Set.of(MAIL, WRITES_DURING_COPIES, CLOCK_SET_BACK));
    }
    int steps = 10 + random.nextInt(120);
    return new SimulationPlan(
        seed,
        DELAYS.get(random.nextInt(DELAYS.size())),
        1 + random.nextInt(3),
        IntStream.range(0, steps).boxed().toList(),
        troubles);
  }

  boolean has(SimulationTrouble trouble) {
    return troubles.contains(trouble);
  }

  /// Whether no two changes may bear the same time and none is set back: a comparison at start
  /// trusts size and time.
  boolean hasDistinctTimes() {
    return has(CRASHES)
        || has(TARGET_WRITERS)
        || has(RELOADS) && (has(FILTERS) || has(TWO_TARGETS));
  }

  SimulationPlan withSteps(List<Integer> fewer) {
    return new SimulationPlan(seed, delay, width, fewer, troubles);
  }

  SimulationPlan withTroubles(Set<SimulationTrouble> fewer) {
    return new SimulationPlan(seed, delay, width, steps, fewer);
  }
}
