package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lockstep.event.RelativePath;
import lockstep.filter.Filters;
import lockstep.tree.Directory;
import lockstep.tree.FileType;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.MemoryTree;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;
import org.junit.jupiter.api.Test;

/// What is told of directories while the one above is at work.
class FoundTest {
  private final MemoryTree source = tree(1);
  private final MemoryTree target = tree(2);

  private static MemoryTree tree(long device) {
    return new MemoryFileSystem(device, () -> Instant.EPOCH.plusSeconds(1_700_000_000)).tree();
  }

  @Test
  void eachDirectoryIsToldOfWhenItIsThereAndNotAgain() throws TreeException {
    try (Directory root = source.open(RelativePath.ROOT)) {
      root.makeDirectory(RelativePath.of("old").name(), 0700);
      root.makeDirectory(RelativePath.of("new").name(), 0700);
    }
    try (Directory root = target.open(RelativePath.ROOT)) {
      root.makeDirectory(RelativePath.of("old").name(), 0700);
    }
    var found = new ArrayList<RelativePath>();
    var reports = new ArrayList<Report>();
    var scan = new Work.Part(RelativePath.ROOT, List.of(), new Work.Scan(null), true);
    new TreeCopier(source, target, Filters.NONE, CopyOptions.ARCHIVE, (_, _) -> {}, Runnable::run)
        .run(
            new Work(List.of(), List.of(scan)),
            _ -> {},
            directory -> {
              assertTrue(reports.isEmpty() && isThere(directory), directory::toString);
              found.add(directory);
            },
            reports::add);
    assertEquals(
        List.of("new", "old"), found.stream().map(RelativePath::toString).sorted().toList());
    assertEquals(List.of(), reports.getFirst().failures());
    assertEquals(List.of(), reports.getFirst().descend());
  }

  private boolean isThere(RelativePath path) {
    try (Directory root = target.open(RelativePath.ROOT)) {
      Stat stat = root.stat(path.name());
      return stat != null && stat.type() == FileType.DIRECTORY;
    } catch (TreeException e) {
      throw new AssertionError(e);
    }
  }
}
