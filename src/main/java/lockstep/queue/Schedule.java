package lockstep.queue;

import java.time.Instant;
import java.util.List;
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
  private long changes;
  private long looked;

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
    changes++;
    if (!delay.ready && due.isBefore(delay.wake)) {
      delay.wake = due;
      wakes.add(new Wake(due, sets++, delay));
    }
  }

  /// Hands over each delay that is due.
  void wake(Instant now, Consumer<Delay> receiver) {
    for (Wake wake = first(); wake != null && !wake.at.isAfter(now); wake = first()) {
      wakes.poll();
      Delay delay = wake.delay;
      delay.wake = Instant.MAX;
      if (delay.due.isAfter(now)) {
        set(delay, delay.due);
      } else {
        receiver.accept(delay);
      }
    }
  }

  /// Hands over each delay whose time need not be waited for. Looks only at those set since it was
  /// called last.
  void wakeEarly(Predicate<Delay> early, Consumer<Delay> receiver) {
    if (looked == changes) {
      return;
    }
    looked = changes;
    List<Delay> chosen =
        wakes.stream()
            .filter(wake -> !wake.isStale())
            .sorted()
            .map(Wake::delay)
            .filter(early)
            .toList();
    for (Delay delay : chosen) {
      delay.wake = Instant.MAX;
      receiver.accept(delay);
    }
    wakes.removeIf(Wake::isStale);
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
