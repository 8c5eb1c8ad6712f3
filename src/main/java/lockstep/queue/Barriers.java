package lockstep.queue;

import java.util.ArrayList;
import java.util.List;

/// The barriers that are up, each told of what concerns it.
final class Barriers {
  private final List<Barrier> up = new ArrayList<>();

  void add(Barrier barrier) {
    up.add(barrier);
  }

  void remove(Barrier barrier) {
    up.remove(barrier);
  }

  boolean isEmpty() {
    return up.isEmpty();
  }

  /// Whether somebody waits for this delay.
  boolean cover(Delay delay) {
    return up.stream().anyMatch(barrier -> barrier.covers(delay));
  }

  void enrolled(Delay delay) {
    for (Barrier barrier : up) {
      if (barrier.covers(delay)) {
        barrier.added();
      }
    }
  }

  /// Gives the delay an earlier place, if `sequence` is one.
  void lower(Delay delay, long sequence) {
    if (sequence >= delay.sequence) {
      return;
    }
    for (Barrier barrier : up) {
      if (sequence < barrier.sequence() && !barrier.covers(delay)) {
        barrier.added();
      }
    }
    delay.sequence = sequence;
  }

  void trying(Delay delay) {
    up.forEach(barrier -> barrier.trying(delay));
  }

  void failed(Delay delay) {
    for (Barrier barrier : up) {
      if (barrier.covers(delay)) {
        barrier.failed(delay);
      }
    }
  }

  void retired(Delay delay) {
    for (Barrier barrier : up) {
      if (barrier.covers(delay)) {
        barrier.retired(delay);
      }
    }
  }
}
