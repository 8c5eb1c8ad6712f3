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
final class SimulationOracle {
  private final Set<Long> contents = new HashSet<>();
  private final List<String> broken = new ArrayList<>();

  SimulationOracle(MemoryFileSystem source, MemoryFileSystem target) {
    contents.add(MemoryFileSystem.digest(new byte[0]));
    source.observe(
        new MemoryObserver() {
          @Override
          public void published(RelativePath path, FileType type, long digest) {
            contents.add(digest);
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
        });
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
