package lockstep.queue;

import lockstep.event.RelativePath;
import lockstep.queue.Delay.Kind;
import org.jspecify.annotations.Nullable;

/// What an event in a script's queue has to do with one that comes later: lsyncd's rules, in which
/// nothing is merged but a deletion with a creation after it. Each event is told.
///
/// Where lsyncd forgets that two moves have the same destination, these split as all others do.
final class ScriptRules {
  enum Verdict {
    /// the two have nothing to do with each other
    NONE,
    /// the later one waits for the earlier one
    STACK,
    /// the later one takes the place of the earlier one
    REPLACE,
    /// the later one, a move, becomes a deletion and a creation
    SPLIT,
    /// the earlier one, a move, becomes a deletion, for which the later one waits
    TO_DELETE
  }

  private ScriptRules() {}

  static Verdict of(ScriptEvent old, ScriptEvent fresh) {
    if (old.kind() == Kind.INIT || old.kind() == Kind.BLANKET) {
      return Verdict.STACK;
    }
    if (!old.hasPath() || !fresh.hasPath()) {
      return Verdict.NONE;
    }
    if (fresh.isMove()) {
      return meets(old, fresh) ? Verdict.SPLIT : Verdict.NONE;
    }
    return old.isMove() ? afterMove(old, fresh) : plain(old, fresh);
  }

  private static Verdict plain(ScriptEvent old, ScriptEvent fresh) {
    boolean same = old.path().equals(fresh.path());
    if (same && !old.directory() && !fresh.directory()) {
      boolean again = old.kind() == Kind.DELETE && fresh.kind() == Kind.CREATE;
      return again ? Verdict.REPLACE : Verdict.NONE;
    }
    return meets(old, fresh) ? Verdict.STACK : Verdict.NONE;
  }

  private static Verdict afterMove(ScriptEvent move, ScriptEvent fresh) {
    boolean ends = fresh.kind() == Kind.CREATE || fresh.kind() == Kind.DELETE;
    RelativePath to = move.destination();
    boolean arrived = to != null && fresh.path().equals(to);
    if (ends && arrived && fresh.directory() == move.directory()) {
      return Verdict.TO_DELETE;
    }
    return meets(move, fresh) ? Verdict.STACK : Verdict.NONE;
  }

  /// Whether a path of one is a path of the other, or lies below it.
  static boolean meets(ScriptEvent a, ScriptEvent b) {
    return meets(a.path(), a.directory(), b)
        || a.destination() != null && meets(a.destination(), a.directory(), b);
  }

  private static boolean meets(RelativePath path, boolean directory, ScriptEvent other) {
    return meet(path, directory, other.path(), other.directory())
        || meet(path, directory, other.destination(), other.directory());
  }

  /// `/f` and `/f/` are different things.
  private static boolean meet(
      RelativePath a, boolean aDirectory, @Nullable RelativePath b, boolean bDirectory) {
    if (b == null) {
      return false;
    }
    return a.equals(b)
        ? aDirectory == bDirectory
        : bDirectory && a.isBelow(b) || aDirectory && b.isBelow(a);
  }
}
