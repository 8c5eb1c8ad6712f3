package lockstep.queue;

import java.time.Instant;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Wakes delays when they fall due.
///
/// A delay has one entry that counts, at its `wake`. When its due time moves later the entry stays,
/// and is made anew when it comes up; so a storm of events for one path costs nothing here. Due
/// times come mostly in order, for which a binary heap takes constant time.
final class Schedule {
  private final PriorityQueue<Wake> wakes = new PriorityQueue<>();

  private long sets;

  /// @param order those of one time wake in the order in which they were set
  private record Wake(Instant at, long order, Delay delay) implements Comparable<Wake> {
    @Override
    public int compareTo(Wake other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }

    boolean isStale() {
      return delay.retired || delay.active || delay.ready || !at.equals(delay.wake);
    }
  }

  void set(Delay delay, Instant due) {
    delay.due = due;
    if (!delay.ready && due.isBefore(delay.wake)) {
      delay.wake = due;
      wakes.add(new Wake(due, sets++, delay));
    }
  }

  /// Hands over each delay that is due, or whose time need not be waited for.
  void wake(Instant now, Predicate<Delay> early, Consumer<Delay> receiver) {
    for (Wake wake = first(); wake != null; wake = first()) {
      Delay delay = wake.delay;
      boolean whenever = early.test(delay);
      if (!whenever && wake.at.isAfter(now)) {
        return;
      }
      wakes.poll();
      delay.wake = Instant.MAX;
      if (whenever || !delay.due.isAfter(now)) {
        receiver.accept(delay);
      } else {
        set(delay, delay.due);
      }
    }
  }

  /// When to look again; null if nothing waits.
  @Nullable Instant next() {
    Wake wake = first();
    return wake == null ? null : wake.at;
  }

  private @Nullable Wake first() {
    while (!wakes.isEmpty() && wakes.peek().isStale()) {
      wakes.poll();
    }
    return wakes.peek();
  }
}
