package lockstep;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/// Leaves out of a failing history what it does not need in order to fail.
final class SimulationShrinker {
  private SimulationShrinker() {}

  /// The smallest that was found; not always for the same reason.
  static SimulationPlan shrink(SimulationPlan failing) {
    SimulationPlan smaller = dropSteps(dropTroubles(failing));
    return dropSteps(dropTroubles(smaller));
  }

  private static SimulationPlan dropTroubles(SimulationPlan failing) {
    SimulationPlan best = failing;
    for (SimulationTrouble trouble : failing.troubles()) {
      var fewer = EnumSet.noneOf(SimulationTrouble.class);
      fewer.addAll(best.troubles());
      fewer.remove(trouble);
      SimulationPlan candidate = best.withTroubles(fewer);
      if (fails(candidate)) {
        best = candidate;
      }
    }
    return best;
  }

  /// In runs of steps that become shorter.
  private static SimulationPlan dropSteps(SimulationPlan failing) {
    SimulationPlan best = failing;
    for (int run = Math.max(1, best.steps().size() / 2); run > 0; run /= 2) {
      for (int from = 0; from < best.steps().size(); ) {
        List<Integer> fewer = new ArrayList<>(best.steps());
        fewer.subList(from, Math.min(from + run, fewer.size())).clear();
        SimulationPlan candidate = best.withSteps(fewer);
        if (fails(candidate)) {
          best = candidate;
        } else {
          from += run;
        }
      }
    }
    return best;
  }

  private static boolean fails(SimulationPlan plan) {
    try {
      new Simulation(plan, _ -> {}).run();
      return false;
    } catch (AssertionError _) {
      return true; // for whichever reason: it is worth being looked at
    }
  }
}
