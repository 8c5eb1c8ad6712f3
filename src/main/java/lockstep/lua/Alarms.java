package lockstep.lua;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import lockstep.plan.Answer.Verdict;
import org.jspecify.annotations.Nullable;

/// The functions that a script wants called at certain times, in the order of these.
final class Alarms {
  private static final double NANOS = 1e9;
  private static final double LONGEST = 1e9; // seconds; well within a long of nanoseconds

  private final PriorityQueue<Alarm> waiting = new PriorityQueue<>();
  private long last;

  private record Alarm(double at, long number, Supplier<Verdict> function)
      implements Comparable<Alarm> {
    @Override
    public int compareTo(Alarm other) {
      int byTime = Double.compare(at, other.at);
      return byTime == 0 ? Long.compare(number, other.number) : byTime;
    }
  }

  /// Seconds by a clock that never steps; what scripts call `now()`.
  static double now() {
    return System.nanoTime() / NANOS;
  }

  void add(double at, Supplier<Verdict> function) {
    waiting.add(new Alarm(at, ++last, function));
  }

  /// How long it is until the first is due, not below 0; null if there is none.
  @Nullable Long nanos() {
    Alarm first = waiting.peek();
    return first == null ? null : (Long) (long) (Math.clamp(first.at - now(), 0, LONGEST) * NANOS);
  }

  /// Takes those out that are due.
  List<Supplier<Verdict>> due() {
    var due = new ArrayList<Supplier<Verdict>>();
    double now = now();
    for (Alarm first = waiting.peek(); first != null && first.at <= now; first = waiting.peek()) {
      due.add(waiting.remove().function);
    }
    return due;
  }
}
