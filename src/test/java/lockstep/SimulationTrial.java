package lockstep;

import java.util.function.LongPredicate;

/// Whether the history of a seed breaks a promise. Loaded with mutants too, by another loader.
final class SimulationTrial implements LongPredicate {
  private final SimulationTrouble needed;

  /// @param needed a history without it breaks none
  SimulationTrial(String needed) {
    this.needed = SimulationTrouble.valueOf(needed);
  }

  @Override
  public boolean test(long seed) {
    SimulationPlan plan = SimulationPlan.draw(seed);
    if (!plan.has(needed)) {
      return false;
    }
    try {
      new Simulation(plan, _ -> {}).run();
      return false;
    } catch (AssertionError _) {
      return true;
    }
  }
}
