package lockstep;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import lockstep.event.RelativePath;
import lockstep.tree.FileType;
import lockstep.tree.MemoryObserver;

/// Since when each name of a tree has been there without a break, as what it is now.
final class SimulationPresence implements MemoryObserver {
  private record Kept(FileType type, long since) {}

  private final Map<RelativePath, Kept> names = new HashMap<>();
  private final AtomicLong ticks;
  private long forgotten;

  SimulationPresence() {
    this.ticks = new AtomicLong();
  }

  /// @param beside by whose time this one goes too
  SimulationPresence(SimulationPresence beside) {
    this.ticks = beside.ticks;
  }

  @Override
  public void published(RelativePath path, FileType type, long digest) {
    Kept kept = names.get(path);
    if (kept == null || kept.type != type) {
      names.put(path, new Kept(type, ticks.incrementAndGet()));
    }
  }

  @Override
  public void removed(RelativePath path, FileType type) {
    names.remove(path);
  }

  @Override
  public void renamed(RelativePath from, RelativePath to) {
    names.keySet().removeIf(path -> isAtOrBelow(path, from) || isAtOrBelow(path, to));
  }

  private static boolean isAtOrBelow(RelativePath path, RelativePath top) {
    return path.equals(top) || path.isBelow(top);
  }

  /// Another file system is seen from now on, which has only these names.
  void retain(Predicate<RelativePath> there) {
    names.keySet().removeIf(path -> !there.test(path));
  }

  /// Another file system is seen from now on, of which nothing is known.
  void clear() {
    names.clear();
  }

  /// Everything might have been gone just now.
  void forget() {
    forgotten = ticks.incrementAndGet();
  }

  /// When it came there.
  long since(RelativePath path) {
    Kept kept = names.get(path);
    return kept == null ? 0 : kept.since;
  }

  /// Whether the name has been there as this type ever since a time.
  boolean isSince(RelativePath path, FileType type, long time) {
    Kept kept = names.get(path);
    return kept != null && kept.type == type && kept.since < time && forgotten < time;
  }
}
