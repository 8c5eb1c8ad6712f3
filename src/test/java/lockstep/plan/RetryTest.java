package lockstep.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RetryTest {
  @Test
  void growsFromASecondToFiveMinutesLessAQuarterAtMost() {
    List<Integer> seconds = List.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300);
    for (int attempts = 1; attempts <= seconds.size(); attempts++) {
      Duration most = Duration.ofSeconds(seconds.get(attempts - 1));
      for (int seed = -1000; seed <= 1000; seed++) {
        check(attempts, seed, most);
      }
    }
  }

  @Test
  void staysInBoundsForEver() {
    for (int attempts : new int[] {20, 21, 22, 64, 65, 1_000_000, Integer.MAX_VALUE}) {
      for (int seed : new int[] {Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE}) {
        check(attempts, seed, Duration.ofMinutes(5));
      }
    }
  }

  private static void check(int attempts, int seed, Duration most) {
    Duration pause = Retry.pause(attempts, seed);
    Duration least = most.multipliedBy(3).dividedBy(4);
    assertTrue(
        pause.compareTo(least) >= 0 && pause.compareTo(most) <= 0,
        () -> attempts + " times, seed " + seed + ": " + pause);
  }

  @Test
  void theSameSeedGivesTheSamePause() {
    assertEquals(Retry.pause(5, "mail/new".hashCode()), Retry.pause(5, "mail/new".hashCode()));
  }

  /// The hashes of names that differ in a digit are neighbours.
  @Test
  void neighboursAreSpreadOverTheQuarter() {
    Set<Long> tenths = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      long quarter = 300_000 / 4;
      tenths.add((300_000 - Retry.pause(12, 97_531 + seed).toMillis()) * 10 / (quarter + 1));
    }
    assertEquals(Set.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L), tenths);
  }
}
