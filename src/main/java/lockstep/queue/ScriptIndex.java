package lockstep.queue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import lockstep.event.RelativePath;
import lockstep.queue.Delay.Kind;
import lockstep.queue.ScriptDelay.Status;
import org.jspecify.annotations.Nullable;

/// The delays of a script's queue by the paths that they are about, so that an event need not be
/// held against all of them.
final class ScriptIndex {
  private final NavigableMap<RelativePath, Deque<ScriptDelay>> byPath = new TreeMap<>();
  private final Map<RelativePath, Integer> active = new HashMap<>();
  private final NavigableMap<Long, ScriptDelay> walls = new TreeMap<>();

  void add(ScriptDelay delay) {
    if (delay.event.hasPath()) {
      put(delay.event.path(), delay);
      if (delay.event.destination() != null) {
        put(delay.event.destination(), delay);
      }
    } else if (delay.event.kind() != Kind.FULL) {
      walls.put(delay.id, delay);
    }
  }

  private void put(RelativePath path, ScriptDelay delay) {
    byPath.computeIfAbsent(path, _ -> new ArrayDeque<>()).addLast(delay);
  }

  void remove(ScriptDelay delay) {
    walls.remove(delay.id);
    if (delay.event.hasPath()) {
      drop(delay.event.path(), delay);
      if (delay.event.destination() != null) {
        drop(delay.event.destination(), delay);
      }
    }
  }

  private void drop(RelativePath path, ScriptDelay delay) {
    byPath.computeIfPresent(path, (_, all) -> all.remove(delay) && all.isEmpty() ? null : all);
  }

  void activated(ScriptDelay delay) {
    count(delay, 1);
  }

  void deactivated(ScriptDelay delay) {
    count(delay, -1);
  }

  private void count(ScriptDelay delay, int change) {
    if (delay.event.hasPath()) {
      active.merge(delay.event.path(), change, ScriptIndex::sum);
      if (delay.event.destination() != null) {
        active.merge(delay.event.destination(), change, ScriptIndex::sum);
      }
    }
  }

  private static @Nullable Integer sum(int a, int b) {
    return a + b == 0 ? null : a + b;
  }

  /// Whether a process runs for another event of the same path: two at once could end in either
  /// order.
  boolean isHeld(ScriptDelay delay) {
    return delay.status != Status.ACTIVE
        && delay.event.hasPath()
        && (active.containsKey(delay.event.path())
            || delay.event.destination() != null && active.containsKey(delay.event.destination()));
  }

  /// The last one for exactly this path, or null.
  @Nullable ScriptDelay last(RelativePath path) {
    Deque<ScriptDelay> all = byPath.get(path);
    return all == null ? null : all.peekLast();
  }

  /// Shows all that may have to do with the event, in no order; of those that everything waits for
  /// the last one.
  void near(ScriptEvent event, Consumer<ScriptDelay> receiver) {
    ScriptDelay wall = wall();
    if (wall != null) {
      receiver.accept(wall);
    }
    if (event.hasPath()) {
      near(event.path(), event.directory(), receiver);
      if (event.destination() != null) {
        near(event.destination(), event.directory(), receiver);
      }
    }
  }

  private void near(RelativePath path, boolean directory, Consumer<ScriptDelay> receiver) {
    show(path, receiver);
    for (RelativePath above = path; !above.isRoot(); ) {
      above = above.parent();
      show(above, receiver);
    }
    if (directory) {
      for (var each : byPath.tailMap(path, false).entrySet()) {
        if (!each.getKey().isBelow(path)) {
          return;
        }
        each.getValue().forEach(receiver);
      }
    }
  }

  private void show(RelativePath path, Consumer<ScriptDelay> receiver) {
    Deque<ScriptDelay> all = byPath.get(path);
    if (all != null) {
      all.forEach(receiver);
    }
  }

  /// The last one that everything after it waits for, or null.
  @Nullable ScriptDelay wall() {
    return walls.isEmpty() ? null : walls.lastEntry().getValue();
  }
}
