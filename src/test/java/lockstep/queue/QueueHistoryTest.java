package lockstep.queue;

import org.junit.jupiter.api.Test;

/// Random histories, each from its seed. `-Dlockstep.queueSeeds=FROM-TO` runs others.
final class QueueHistoryTest {
  private static final String SEEDS = System.getProperty("lockstep.queueSeeds", "0-1000");

  @Test
  void agreesWithTheModelInEveryHistory() {
    String[] range = SEEDS.split("-");
    for (long seed = Long.parseLong(range[0]); seed < Long.parseLong(range[1]); seed++) {
      var history = new QueueHistory(seed);
      try {
        history.run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "seed " + seed + ": " + e.getMessage() + "\n" + String.join("\n", history.log()), e);
      }
    }
  }
}
