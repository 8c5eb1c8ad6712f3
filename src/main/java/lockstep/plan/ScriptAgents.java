package lockstep.plan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lockstep.queue.ScriptDelay;
import lockstep.queue.ScriptDelay.Status;
import lockstep.queue.ScriptQueue;
import org.jspecify.annotations.Nullable;

/// The processes that run for a script's events, from their start until the script has said what it
/// makes of their end.
final class ScriptAgents {
  private final ScriptQueue queue;
  private final Map<Long, List<Long>> events = new HashMap<>();
  private final Deque<Turn.Collect> ended = new ArrayDeque<>();
  private long last;
  private int running;

  ScriptAgents(ScriptQueue queue) {
    this.queue = queue;
  }

  /// Begins one.
  ///
  /// @return its number, from 1
  long begin(List<Long> ids, boolean list) throws RefusedException {
    if (ids.isEmpty()) {
      throw new RefusedException("spawning with an unknown agent");
    }
    for (long id : ids) {
      ScriptDelay delay = queue.get(id);
      boolean free =
          delay != null
              && (delay.status() == Status.WAIT || list && delay.status() == Status.BLOCK);
      if (!free) {
        throw new RefusedException(
            "spawn() called on an non-waiting event" + (list ? " list" : ""));
      }
    }
    queue.activate(ids);
    events.put(++last, List.copyOf(ids));
    running++;
    return last;
  }

  void ended(long agent, Turn.Exit exit) {
    running--;
    ended.add(new Turn.Collect(agent, exit));
  }

  /// The next one that is to be looked at by the script; null if there is none.
  Turn.@Nullable Collect poll() {
    return ended.poll();
  }

  List<Long> finish(long agent) {
    List<Long> ids = events.remove(agent);
    return ids == null ? List.of() : ids;
  }

  /// How many run.
  int running() {
    return running;
  }

  /// Whether none runs or waits to be looked at.
  boolean isIdle() {
    return events.isEmpty();
  }
}
