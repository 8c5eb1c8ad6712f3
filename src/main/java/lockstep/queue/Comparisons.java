package lockstep.queue;

import java.util.NavigableMap;
import java.util.TreeMap;

/// The comparisons under way whose findings no event told of, by the moment at which each began.
///
/// What follows from a comparison bears its moment, so one is through when nothing is left of that
/// moment. What failed, or waits for a time, holds up nobody.
final class Comparisons {
  /// What a delay counts as.
  enum Stage {
    /// an event told of it, or it looks into no directory, or is to be tried at some later time
    NONE,
    /// yet to be done
    OPEN,
    /// it would delete something, and waits for a decision
    HELD
  }

  private final NavigableMap<Long, Integer> open = new TreeMap<>();
  private int held;

  /// Counts the delay as what it is now.
  void update(Delay delay) {
    Stage stage = stage(delay);
    if (stage != delay.stage || delay.sequence != delay.staged) {
      count(delay.stage, delay.staged, -1);
      count(stage, delay.sequence, 1);
      delay.stage = stage;
      delay.staged = delay.sequence;
    }
  }

  private static Stage stage(Delay delay) {
    if (delay.retired) {
      return Stage.NONE;
    }
    if (delay.held > 0) {
      return Stage.HELD;
    }
    boolean compares = delay.scan != null || delay.descends;
    return compares && !delay.told && !delay.aside ? Stage.OPEN : Stage.NONE;
  }

  private void count(Stage stage, long sequence, int by) {
    switch (stage) {
      case NONE -> {}
      case OPEN ->
          open.compute(
              sequence,
              (_, count) -> {
                int sum = (count == null ? 0 : count) + by;
                return sum == 0 ? null : sum;
              });
      case HELD -> held += by;
    }
  }

  /// Whether one that began before `moment` has not seen everything yet.
  boolean isOpenBefore(long moment) {
    return !open.isEmpty() && open.firstKey() < moment;
  }

  int held() {
    return held;
  }

  /// Whether nothing is left of any, but for what failed.
  boolean isOver() {
    return open.isEmpty() && held == 0;
  }
}
