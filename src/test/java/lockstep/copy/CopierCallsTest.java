package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import lockstep.event.RelativePath;
import lockstep.filter.Filters;
import lockstep.tree.TreeException;
import org.junit.jupiter.api.Test;

/// What the copier asks of the system, in which order and how often.
final class CopierCallsTest extends FaultyTrees {
  @Test
  void aSmallNewFileCostsFewCalls() {
    sourceDisk.writer().write("top/a", "text");
    sourceDisk.writer().write("top/b", "text");
    Mirror mirror = mirror();
    mirror.scanAll();
    calls.clear();
    sourceDisk.writer().write("top/c", "text");
    mirror.scanAll();
    // Two old files cost two looks a side, the new one none at the target.
    assertEquals(
        """
        source checkRoot 1
        source fstat 4
        source getdents64 1
        source open 1
        source opendir 1
        source pread 1
        source statx 3
        target checkRoot 1
        target creat 1
        target fstat 3
        target futimens 2
        target getdents64 1
        target opendir 1
        target pwrite 1
        target renameat 1
        target statx 2
        """,
        new TreeMap<>(calls)
            .entrySet().stream()
                .map(call -> call.getKey() + " " + call.getValue() + "\n")
                .reduce("", String::concat));
  }

  /// A rename without anything else that happened to the file, in a directory that is compared for
  /// what changed since 1970.
  private Work renamedSince(String to) {
    var scan = new Work.Scan(Instant.EPOCH);
    var name = new Work.Named(RelativePath.of(to).name(), false, false, false);
    return new Work(
        List.of(new Work.Rename(RelativePath.of("a"), RelativePath.of(to))),
        List.of(new Work.Part(RelativePath.ROOT, List.of(name), scan, true)));
  }

  @Test
  void aRenamedFileIsNotRead() throws TreeException {
    sourceDisk.writer().write("top/b", "text");
    targetDisk.writer().write("top/a", "text");
    Report report = mirror().run(renamedSince("b"));
    assertEquals(new Report.Counts(0, 0, 0, 1, 0), report.counts());
    assertEquals(0, calls.getOrDefault("source pread", 0));
    assertSame();
  }

  @Test
  void aRenamedFileIsReadWhereTheTargetCouldNotBeRenamed() throws TreeException {
    sourceDisk.writer().write("top/b", "text");
    targetDisk.writer().write("top/b", "TEXT");
    Mirror mirror = mirror();
    Work work = renamedSince("b");
    Work.Part part = work.parts().getFirst();
    mirror.run(
        new Work(
            work.renames(), List.of(new Work.Part(part.directory(), part.names(), null, true))));
    assertSame();
  }

  @Test
  void aRenamedFileThatChangedIsRead() throws TreeException {
    sourceDisk.writer().write("top/b", "text");
    targetDisk.writer().write("top/a", "TEXT");
    Mirror mirror = mirror();
    mirror.settle(mirror.renamed(List.of("a b")));
    assertSame();
  }

  @Test
  void manyWorkersReportOnceAndEverythingArrives() throws Exception {
    for (int i = 0; i < 1500; i++) {
      sourceDisk.writer().write("top/f" + i, "content " + i);
      targetDisk.writer().write("top/g" + i, "to go");
    }
    try (var pool = Executors.newFixedThreadPool(4)) {
      var copier =
          new TreeCopier(
              source, target, Filters.NONE, CopyOptions.ARCHIVE, (_, _) -> {}, pool::execute);
      var done = new CompletableFuture<Report>();
      copier.run(
          Mirror.work(mirror().scan(""), mirror().scan("")),
          report -> assertTrue(done.complete(report), "reported twice"));
      assertEquals(
          new Report.Counts(1500, done.get().counts().bytes(), 0, 0, 1500), done.get().counts());
    }
    assertSame();
  }

  private static CopyOptions inPlace() {
    return CopyOptions.ARCHIVE.with(Writing.DEFAULT.with(new Rewriting(true, true, false, false)));
  }

  private int targetMode() {
    return targetDisk.writer().stat(RelativePath.of("top/a")).mode();
  }

  @Test
  void nobodyReadsInPlaceWhatTheNewModeKeepsFromHim() throws TreeException {
    sourceDisk.writer().write("top/a", "secret");
    sourceDisk.writer().chmod("top/a", 0600);
    targetDisk.writer().write("top/a", "known to all");
    targetDisk.writer().chmod("top/a", 0644);
    var modes = new TreeSet<Integer>();
    before("target pwrite a", () -> modes.add(targetMode()));
    before("target copy_file_range a", () -> modes.add(targetMode()));
    new Mirror(source, target, inPlace()).scanAll();
    assertEquals(Set.of(0600), modes);
    assertSame();
  }
}
