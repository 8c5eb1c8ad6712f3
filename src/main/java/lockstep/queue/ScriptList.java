package lockstep.queue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Which entries of a script's queue go into one event list.
///
/// All do, due or not, but those for which a process runs, those that the script refuses, and all
/// that wait for one of them.
public final class ScriptList {
  private ScriptList() {}

  /// What a script says to an entry.
  public enum Answer {
    TAKE,
    LEAVE,
    /// neither this one nor any after it
    BREAK
  }

  /// Asked in the order of the queue.
  @FunctionalInterface
  public interface Test {
    Answer ask(ScriptEntry entry);
  }

  /// @param all the whole queue, in its order
  public static List<ScriptEntry> of(List<ScriptEntry> all, Test test) {
    var left = new HashSet<Long>();
    var taken = new ArrayList<ScriptEntry>();
    for (ScriptEntry entry : all) {
      if (entry.held()
          || entry.status() == ScriptDelay.Status.ACTIVE
          || left.contains(entry.blockedBy())) {
        left.add(entry.id());
        continue;
      }
      switch (test.ask(entry)) {
        case TAKE -> taken.add(entry);
        case LEAVE -> left.add(entry.id());
        case BREAK -> {
          return taken;
        }
      }
    }
    return taken;
  }
}
