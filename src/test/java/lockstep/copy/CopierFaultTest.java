package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import lockstep.event.RelativePath;
import lockstep.filter.Filters;
import lockstep.tree.FileType;
import lockstep.tree.MemoryCrash;
import lockstep.tree.MemoryErrno;
import lockstep.tree.MemoryFaults;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.MemoryObserver;
import lockstep.tree.MemoryTree;
import lockstep.tree.TreeException;
import org.junit.jupiter.api.Test;

/// What happens when something goes wrong, or something changes, between two system calls.
final class CopierFaultTest extends FaultyTrees {
  @Test
  void aFileThatChangesWhileItIsReadIsNotPublished() throws TreeException {
    sourceDisk.writer().write("top/a", "a".repeat(10_000));
    targetDisk.writer().write("top/a", "old");
    before("source pread a", () -> sourceDisk.writer().append("top/a", "more"));
    Mirror mirror = mirror();
    Report report = mirror.scanAll();
    assertEquals("[a]", report.unsettled().toString());
    assertEquals("old", targetDisk.writer().text("top/a"));
    assertEquals(1, targetDisk.writer().list(TOP).size());
    mirror.scanAll();
    assertSame();
  }

  @Test
  void aFileThatNeverStandsStillIsPublishedAtTheCeilingAndStaysUnsettled() throws TreeException {
    sourceDisk.writer().write("top/a", "a".repeat(10_000));
    targetDisk.writer().write("top/a", "old");
    Mirror mirror = mirror();
    before("source pread a", () -> sourceDisk.writer().append("top/a", "more"));
    assertEquals("[a]", mirror.run(moved(Stillness.CEILING - 1)).unsettled().toString());
    assertEquals("old", targetDisk.writer().text("top/a"));
    before("source pread a", () -> sourceDisk.writer().append("top/a", "more"));
    Report report = mirror.run(moved(Stillness.CEILING));
    assertEquals("[a]", report.unsettled().toString());
    assertEquals(1, report.counts().copied());
    assertEquals("a".repeat(10_000) + "more", targetDisk.writer().text("top/a"));
    mirror.settle(mirror.named("a"));
    assertSame();
  }

  @Test
  void aFileThatChangesWheneverItIsComparedIsCopiedAtTheCeiling() throws TreeException {
    sourceDisk.writer().write("top/a", "same");
    Mirror mirror = mirror();
    mirror.scanAll();
    before("target pread a", () -> sourceDisk.writer().write("top/a", "SAME"));
    Report report = mirror.run(moved(Stillness.CEILING));
    assertEquals(1, report.counts().copied());
    assertEquals("SAME", targetDisk.writer().text("top/a"));
  }

  /// The file `a`, which was found changing so often.
  private static Work moved(int times) {
    var name =
        new Work.Named(RelativePath.of("a").name(), true, false, false, false, Work.ANY, times);
    return Mirror.work(new Work.Part(RelativePath.ROOT, List.of(name), null, true));
  }

  @Test
  void aFileThatChangesWhileItIsComparedIsUnsettled() throws TreeException {
    sourceDisk.writer().write("top/a", "same");
    Mirror mirror = mirror();
    mirror.scanAll();
    before("target pread a", () -> sourceDisk.writer().write("top/a", "SAME"));
    Report report = mirror.settle(mirror.named("a"));
    assertEquals("[a]", report.unsettled().toString());
    mirror.settle(mirror.named("a"));
    assertSame();
  }

  @Test
  void aFileThatIsReplacedBetweenTwoCallsIsLookedAtAgain() throws TreeException {
    sourceDisk.writer().write("top/a", "file");
    before(
        "source open a",
        () -> {
          sourceDisk.writer().delete("top/a");
          sourceDisk.writer().symlink("top/a", "somewhere");
        });
    Mirror mirror = mirror();
    Report report = mirror.scanAll();
    assertEquals("[]", failures(report).toString());
    assertSame();
  }

  @Test
  void aFileThatVanishesBetweenListingAndCopyIsDeleted() throws TreeException {
    sourceDisk.writer().write("top/a", "newer");
    sourceDisk.writer().write("top/b", "stays");
    targetDisk.writer().write("top/a", "old");
    before("source open a", () -> sourceDisk.writer().delete("top/a"));
    Report report = mirror().scanAll();
    assertEquals("[]", failures(report).toString());
    assertSame();
  }

  @Test
  void aFileThatComesBackBeforeItsDeletionStays() {
    sourceDisk.writer().write("top/b", "x");
    targetDisk.writer().write("top/a", "old");
    before(
        "source checkRoot ",
        () -> before("source checkRoot ", () -> sourceDisk.writer().write("top/a", "back")));
    Report report = mirror().scanAll();
    assertEquals("[a]", report.unsettled().toString());
    assertEquals("old", targetDisk.writer().text("top/a"));
  }

  @Test
  void anUnreadableDirectoryDeletesNothing() {
    sourceDisk.writer().mkdirs("top/d");
    targetDisk.writer().mkdirs("top/d");
    targetDisk.writer().write("top/d/a", "old");
    targetDisk.writer().write("top/d/b", "old");
    refuse("source getdents64 d", MemoryErrno.EIO);
    Mirror mirror = mirror();
    Report report =
        mirror.run(
            Mirror.work(
                new Work.Part(
                    RelativePath.of("d"), List.of(name("a")), new Work.Scan(null), true)));
    assertEquals("[d/]", failures(report).toString());
    assertEquals(2, targetDisk.writer().list(RelativePath.of("top/d")).size());
  }

  @Test
  void anUnreadableTargetDirectoryIsAFailureOfTheDirectory() {
    sourceDisk.writer().mkdirs("top/d");
    targetDisk.writer().mkdirs("top/d");
    refuse("target getdents64 d", MemoryErrno.EACCES);
    Mirror mirror = mirror();
    assertEquals("[d/]", failures(mirror.run(Mirror.work(mirror.scan("d")))).toString());
    refuse("source opendir d", MemoryErrno.EACCES);
    assertEquals("[d/]", failures(mirror.run(Mirror.work(mirror.scan("d")))).toString());
  }

  private static Work.Named name(String name) {
    return new Work.Named(RelativePath.of(name).name(), true, false, false);
  }

  @Test
  void aReplacedSourceRootHaltsEverything() {
    targetDisk.writer().write("top/a", "kept");
    sourceDisk.writer().rename("top", "away");
    sourceDisk.writer().mkdirs("top");
    Mirror mirror = mirror();
    Report report = mirror.settle(mirror.named("a"));
    assertTrue(String.valueOf(report.halt()).contains("source"), report::toString);
    assertTrue(targetDisk.writer().exists("top/a"));
    sourceDisk.writer().delete("away");
  }

  @Test
  void anUnmountedTargetHaltsEverything() {
    sourceDisk.writer().write("top/a", "new");
    targetDisk.detach();
    Report report = mirror().scanAll();
    assertTrue(String.valueOf(report.halt()).contains("target"), report::toString);
    assertEquals(Report.Counts.NONE, report.counts());
  }

  @Test
  void aRootThatGoesBeforeADeletionIsNotBelieved() {
    targetDisk.writer().write("top/a", "kept");
    targetDisk.writer().mkdirs("top/d");
    sourceDisk.writer().write("top/d", "a file now");
    sourceDisk.writer().write("top/z", "");
    before("source statx d", sourceDisk::detach);
    Report report = mirror().scanAll();
    assertTrue(report.halt() != null, report::toString);
    assertTrue(targetDisk.writer().exists("top/a"));
    assertTrue(targetDisk.writer().stat(RelativePath.of("top/d")).isDirectory());
  }

  @Test
  void anOpenFileWithOneNameIsLeftAlone() {
    sourceDisk.writer().write("top/a", "half");
    sourceDisk.writer().write("top/b", "linked");
    sourceDisk.writer().link("top/b", "top/c");
    Mirror mirror = mirror();
    Work work =
        Mirror.work(
            new Work.Part(
                RelativePath.ROOT, List.of(Mirror.open("a"), Mirror.open("b")), null, true));
    Report report = mirror.settle(work);
    assertEquals("[a]", report.unsettled().toString());
    assertEquals("linked", targetDisk.writer().text("top/b"));
    assertEquals(1, targetDisk.writer().list(TOP).size());
  }

  @Test
  void aFullDiskLeavesNoHalfFile() {
    sourceDisk.writer().write("top/a", "a".repeat(100_000));
    targetDisk.writer().write("top/a", "old");
    targetDisk.limit(20_000);
    Report report = mirror().scanAll();
    assertEquals("[a]", failures(report).toString());
    assertEquals("old", targetDisk.writer().text("top/a"));
    assertEquals(1, targetDisk.writer().list(TOP).size());
  }

  @Test
  void aRefusedOwnerKeepsNothingElseFromTheTarget() {
    sourceDisk.writer().write("top/a", "text");
    sourceDisk.writer().chown(RelativePath.of("top/a"), 5, 6);
    sourceDisk.writer().chmod("top/a", 06711);
    sourceDisk.writer().utimes("top/a", 77);
    MemoryTree denying =
        targetDisk.tree(
            TOP,
            (call, path) -> {
              if (call.startsWith("fchown")) {
                throw MemoryErrno.EPERM.at(call, path);
              }
            });
    Report report = new Mirror(source, denying, CopyOptions.ARCHIVE).scanAll();
    assertEquals("[a]", failures(report).toString());
    var stat = targetDisk.writer().stat(RelativePath.of("top/a"));
    assertEquals(0711, stat.mode(), "not set-user-id of somebody else");
    assertEquals(77, stat.mtime().seconds());
    var ordinary = CopyOptions.ARCHIVE.asOrdinaryUser();
    sourceDisk.writer().chmod("top/a", 0711);
    assertEquals("[]", failures(new Mirror(source, denying, ordinary).scanAll()).toString());
  }

  @Test
  void ourOwnMistakesAreFailuresToo() {
    sourceDisk.writer().write("top/a", "text");
    sourceDisk.writer().write("top/b", "text");
    before(
        "source statx a",
        () -> {
          throw new IllegalStateException("a mistake");
        });
    Report report = mirror().scanAll();
    assertEquals("[a]", failures(report).toString());
    assertTrue(targetDisk.writer().exists("top/b"));
  }

  @Test
  void aCrashReportsNothing() {
    sourceDisk.writer().write("top/a", "a".repeat(10_000));
    var crashing =
        targetDisk.tree(
            TOP,
            (call, _) -> {
              if (call.equals("futimens")) {
                throw new MemoryCrash();
              }
            });
    var reports = new ArrayList<Report>();
    var copier =
        new TreeCopier(
            source, crashing, Filters.NONE, CopyOptions.ARCHIVE, (_, _) -> {}, Runnable::run);
    Work work = mirror().named("a");
    assertThrows(MemoryCrash.class, () -> copier.run(work, reports::add));
    assertEquals(List.of(), reports);
    assertTrue(targetDisk.writer().list(TOP).stream().allMatch(TemporaryNames::isTemporary));
    source.crash();
    // The next process sweeps, and begins anew.
    MemoryTree again = sourceDisk.tree(TOP, MemoryFaults.NONE);
    MemoryTree anew = targetDisk.tree(TOP, MemoryFaults.NONE);
    assertEquals("[]", failures(new Mirror(again, anew, CopyOptions.ARCHIVE).scanAll()).toString());
    assertEquals(sourceDisk.snapshot().text(), targetDisk.snapshot().text());
  }

  @Test
  void onlyWholeContentsAreEverSeen() {
    sourceDisk.writer().write("top/a", "a".repeat(10_000));
    sourceDisk.writer().utimes("top/a", 5);
    targetDisk.writer().write("top/a", "b".repeat(9_000));
    long whole = MemoryFileSystem.digest("a".repeat(10_000).getBytes(StandardCharsets.US_ASCII));
    var seen = new ArrayList<Long>();
    targetDisk.observe(
        new MemoryObserver() {
          @Override
          public void published(RelativePath path, FileType type, long digest) {
            if (path.equals(RelativePath.of("top/a"))) {
              seen.add(digest);
            }
          }

          @Override
          public void removed(RelativePath path, FileType type) {
            assertTrue(TemporaryNames.isTemporary(path.name()), path + " was removed");
          }
        });
    mirror().scanAll();
    assertEquals(List.of(whole), seen);
  }
}
