package lockstep;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import lockstep.event.RelativePath;
import lockstep.tree.FileType;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.MemoryObserver;

/// P3, where nothing may be deleted without the operator's word: whatever goes from the target has
/// changed in the source, it or a directory above it, since the process began.
final class SimulationBrake {
  private final Set<RelativePath> present = new HashSet<>();
  private final Set<RelativePath> changed = new HashSet<>();
  private boolean confirmed;

  /// @param broken is told what breaks the promise
  SimulationBrake(MemoryFileSystem source, MemoryFileSystem target, Consumer<String> broken) {
    source.observe(
        new MemoryObserver() {
          @Override
          public void published(RelativePath path, FileType type, long digest) {
            present.add(path);
            changed.add(path);
          }

          @Override
          public void removed(RelativePath path, FileType type) {
            gone(path);
          }

          @Override
          public void renamed(RelativePath from, RelativePath to) {
            gone(from);
          }
        });
    target.observe(
        new MemoryObserver() {
          @Override
          public void removed(RelativePath path, FileType type) {
            boolean replaced = type != FileType.DIRECTORY && present.contains(path);
            boolean temporary = SimulationOracle.isTemporary(path);
            if (!confirmed && !temporary && !replaced && !hasChanged(path)) {
              broken.accept("deleted without a word: " + path);
            }
          }
        });
  }

  private void gone(RelativePath path) {
    present.removeIf(each -> each.equals(path) || each.isBelow(path));
    changed.add(path);
  }

  private boolean hasChanged(RelativePath path) {
    for (RelativePath each = path; !each.isRoot(); each = each.parent()) {
      if (changed.contains(each)) {
        return true;
      }
    }
    return false;
  }

  /// The process is another one, which knows of nothing that changed before.
  void restarted() {
    changed.clear();
    confirmed = false;
  }

  /// The operator has let everything be deleted.
  void confirmed() {
    confirmed = true;
  }
}
