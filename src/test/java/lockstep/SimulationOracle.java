package lockstep;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lockstep.event.RelativePath;
import lockstep.tree.FileType;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.MemoryObserver;

/// Watches over the promises that hold at every moment.
///
/// P2: whatever is visible under a name of the target was at some moment the whole content of a
/// file of the source. Temporary names may show anything.
///
/// P3: where nothing may be deleted without the operator's word, whatever goes from the target has
/// changed in the source, it or a directory above it, since the process began.
final class SimulationOracle {
  private final Set<Long> contents = new HashSet<>();
  private final List<String> broken = new ArrayList<>();
  private final Set<RelativePath> present = new HashSet<>();
  private final Set<RelativePath> changed = new HashSet<>();
  private boolean confirmed;

  /// @param braked whether nothing may be deleted that no event told of
  SimulationOracle(MemoryFileSystem source, MemoryFileSystem target, boolean braked) {
    contents.add(MemoryFileSystem.digest(new byte[0]));
    source.observe(
        new MemoryObserver() {
          @Override
          public void published(RelativePath path, FileType type, long digest) {
            contents.add(digest);
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
          public void published(RelativePath path, FileType type, long digest) {
            if (type == FileType.REGULAR && !isTemporary(path) && !contents.contains(digest)) {
              broken.add("torn content was published at " + path);
            }
          }

          @Override
          public void removed(RelativePath path, FileType type) {
            boolean replaced = type != FileType.DIRECTORY && present.contains(path);
            if (braked && !confirmed && !isTemporary(path) && !replaced && !hasChanged(path)) {
              broken.add("deleted without a word: " + path);
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

  static boolean isTemporary(RelativePath path) {
    return path.toString().matches("(.*/)?\\.[^/]*\\.[A-Za-z0-9]{6}");
  }

  void check() {
    if (!broken.isEmpty()) {
      fail(broken.getFirst());
    }
  }
}
