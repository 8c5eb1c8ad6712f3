package lockstep.queue;

import java.util.NavigableMap;
import java.util.TreeMap;

/// How many there are of each place among the events.
final class Moments {
  private final NavigableMap<Long, Integer> counts = new TreeMap<>();

  void add(long moment, int by) {
    counts.compute(
        moment,
        (_, count) -> {
          int sum = (count == null ? 0 : count) + by;
          return sum == 0 ? null : sum;
        });
  }

  boolean isAnyBefore(long moment) {
    return !counts.isEmpty() && counts.firstKey() < moment;
  }

  boolean isEmpty() {
    return counts.isEmpty();
  }
}
