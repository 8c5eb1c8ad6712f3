package lockstep;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import lockstep.event.RelativePath;
import lockstep.tree.FileType;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.MemoryObserver;

/// Which messages a store holds, by their content, wherever they are.
final class SimulationMessages implements MemoryObserver {
  private static final long EMPTY = MemoryFileSystem.digest(new byte[0]);

  private final Map<RelativePath, Long> names = new HashMap<>();

  @Override
  public void published(RelativePath path, FileType type, long digest) {
    boolean message = type == FileType.REGULAR && digest != EMPTY;
    if (message && !SimulationOracle.isTemporary(path)) {
      names.put(path, digest);
    }
  }

  @Override
  public void removed(RelativePath path, FileType type) {
    names.remove(path);
  }

  @Override
  public void renamed(RelativePath from, RelativePath to) {
    names.keySet().removeIf(path -> path.isAtOrBelow(from) || path.isAtOrBelow(to));
  }

  /// All that are there now.
  Set<Long> all() {
    return new HashSet<>(names.values());
  }

  /// The name of one, for the story.
  String nameOf(long message) {
    return names.entrySet().stream()
        .filter(name -> name.getValue() == message)
        .map(name -> name.getKey().toString())
        .findFirst()
        .orElse("?");
  }
}
