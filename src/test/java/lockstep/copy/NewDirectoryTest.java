package lockstep.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lockstep.event.RelativePath;
import lockstep.filter.Filters;
import lockstep.tree.Directory;
import lockstep.tree.FileType;
import lockstep.tree.MemoryErrno;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.MemoryObserver;
import lockstep.tree.MemoryTree;
import lockstep.tree.TreeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A directory that is new to the target is filled out of sight, and what may happen meanwhile.
class NewDirectoryTest {
  /// Something that is done once, before the first call of some name.
  private interface Disturbance {
    void happen(RelativePath path) throws TreeException;
  }

  private final MemoryFileSystem sourceDisk = disk(1);
  private final MemoryFileSystem targetDisk = disk(2);
  private final MemoryTree source = sourceDisk.tree();
  private final MemoryTree target =
      targetDisk.tree(RelativePath.ROOT, (call, path) -> happen(call, path));
  private final List<String> seen = new ArrayList<>();
  private String disturbed = "";
  private Disturbance disturbance = _ -> {};

  NewDirectoryTest() {
    targetDisk.observe(
        new MemoryObserver() {
          @Override
          public void published(RelativePath path, FileType type, long digest) {
            if (!path.toString().startsWith(".")) {
              seen.add(path.toString());
            }
          }
        });
  }

  private static MemoryFileSystem disk(long device) {
    return new MemoryFileSystem(device, () -> Instant.EPOCH.plusSeconds(1_700_000_000));
  }

  private void happen(String call, RelativePath path) throws TreeException {
    if (call.equals(disturbed)) {
      disturbed = "";
      disturbance.happen(path);
    }
  }

  private void before(String call, Disturbance what) {
    disturbed = call;
    disturbance = what;
  }

  private Mirror mirror(boolean deletes) {
    return new Mirror(source, target, Filters.NONE, CopyOptions.ARCHIVE, deletes, Runnable::run);
  }

  private void assertSame() throws TreeException {
    assertEquals(TreeText.show(source), TreeText.show(target));
  }

  @AfterEach
  void everythingIsClosed() {
    assertEquals(0, source.openCount() + target.openCount());
  }

  @Test
  void itsFilesAreSeenTogether() throws TreeException {
    sourceDisk.writer().mkdirs("d/below");
    sourceDisk.writer().write("d/a", "one");
    sourceDisk.writer().write("d/b", "two");
    Report report = mirror(true).scanAll();
    assertEquals(List.of(), report.failures());
    assertEquals(List.of("d", "d/a", "d/b", "d/below"), seen);
    assertEquals(4, report.counts().copied());
    assertSame();
  }

  @Test
  void oneFileIsNotWorthIt() throws TreeException {
    sourceDisk.writer().mkdirs("d");
    sourceDisk.writer().write("d/a", "one");
    before("renameat", path -> assertTrue(path.toString().startsWith("d/.a."), path::toString));
    mirror(true).scanAll();
    assertSame();
  }

  @Test
  void aScanFromAboveLeavesItAlone() throws TreeException {
    sourceDisk.writer().mkdirs("d");
    sourceDisk.writer().write("d/a", "one");
    sourceDisk.writer().write("d/b", "two");
    Mirror mirror = mirror(true);
    before("renameat", _ -> mirror.run(new Work(List.of(), List.of(root()))));
    Report report = mirror.scanAll();
    assertEquals(List.of(), report.failures());
    assertSame();
  }

  private static Work.Part root() {
    return new Work.Part(RelativePath.ROOT, List.of(), new Work.Scan(null), true);
  }

  @Test
  void oneThatIsGoneWhenItIsShownIsRemoved() throws TreeException {
    sourceDisk.writer().mkdirs("d");
    sourceDisk.writer().write("d/a", "one");
    sourceDisk.writer().write("d/b", "two");
    before("renameat", _ -> sourceDisk.writer().rename("d", "e"));
    mirror(true).scanAll();
    assertEquals(List.of("d", "d/a", "d/b"), seen);
    mirror(true).scanAll();
    assertSame();
  }

  @Test
  void oneThatCannotBeShownIsRemovedAndTriedAgain() throws TreeException {
    sourceDisk.writer().mkdirs("d");
    sourceDisk.writer().write("d/a", "one");
    sourceDisk.writer().write("d/b", "two");
    before(
        "renameat",
        path -> {
          throw MemoryErrno.EIO.at("renameat", path);
        });
    Mirror mirror = mirror(true);
    Report report = mirror.scanAll();
    assertEquals("[d]", report.failures().stream().map(Report.Failure::path).toList().toString());
    assertTrue(targetDisk.isEmpty());
    mirror.scanAll();
    assertSame();
  }

  @Test
  void aFileThatIsNotWholeKeepsItFromBeingShown() throws TreeException {
    sourceDisk.writer().mkdirs("d");
    sourceDisk.writer().write("d/a", "one");
    sourceDisk.writer().write("d/b", "two");
    before(
        "pwrite",
        path -> {
          before(
              "unlinkat",
              again -> {
                throw MemoryErrno.EIO.at("unlinkat", again);
              });
          throw MemoryErrno.ENOSPC.at("pwrite", path);
        });
    Mirror mirror = mirror(true);
    mirror.scanAll();
    assertEquals(List.of(), seen);
    mirror.scanAll();
    assertSame();
  }

  @Test
  void whatACrashLeftIsRemovedThoughNothingIsDeleted() throws TreeException {
    byte[] name = new TemporaryNames().next(TemporaryNames.ofDirectory("d".getBytes(UTF_8)));
    try (Directory root = target.open(RelativePath.ROOT)) {
      root.makeDirectory(name, 0700);
    }
    targetDisk.writer().write(RelativePath.ROOT.resolve(name).resolve("a".getBytes(UTF_8)), name);
    targetDisk.writer().mkdirs(".d.lockstep");
    mirror(false).scanAll();
    List<byte[]> left = targetDisk.writer().list(RelativePath.ROOT);
    assertEquals(
        List.of(".d.lockstep"), left.stream().map(each -> new String(each, UTF_8)).toList());
  }
}
