package lockstep.queue;

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

  private final Moments open = new Moments();

  /// All looks that are yet to be done and may come upon what has left another place: into
  /// directories, and at what has arrived.
  private final Moments looks = new Moments();

  private int held;

  /// Counts the delay as what it is now.
  void update(Delay delay) {
    Stage stage = stage(delay);
    boolean look = isLook(delay);
    if (stage != delay.stage || look != delay.look || delay.sequence != delay.staged) {
      count(delay, -1);
      delay.stage = stage;
      delay.look = look;
      delay.staged = delay.sequence;
      count(delay, 1);
    }
  }

  private static boolean isLook(Delay delay) {
    boolean looks = delay.scan != null || (delay.descends || delay.arrived) && !delay.gone;
    return looks && !delay.retired && !delay.aside;
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

  private void count(Delay delay, int by) {
    switch (delay.stage) {
      case NONE -> {}
      case OPEN -> open.add(delay.staged, by);
      case HELD -> held += by;
    }
    if (delay.look) {
      looks.add(delay.staged, by);
    }
  }

  /// Whether one that began before `moment` has not seen everything yet.
  boolean isOpenBefore(long moment) {
    return open.isAnyBefore(moment);
  }

  /// Whether a look that was to be done before `moment` has not been yet.
  boolean isLookingBefore(long moment) {
    return looks.isAnyBefore(moment);
  }

  int held() {
    return held;
  }

  /// Whether nothing is left of any, but for what failed.
  boolean isOver() {
    return open.isEmpty() && held == 0;
  }
}
