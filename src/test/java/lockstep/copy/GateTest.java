package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import lockstep.event.RelativePath;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.TreeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Deletions that no event told of are counted first.
class GateTest {
  private final MemoryFileSystem source = new MemoryFileSystem(1, () -> Instant.EPOCH);
  private final MemoryFileSystem target = new MemoryFileSystem(2, () -> Instant.EPOCH);
  private Mirror mirror;

  @BeforeEach
  void begin() throws TreeException {
    TreeText.build(
        source.tree(), ". dir 755 @1\nkept file 600 @1\nd dir 755 @1\nt file 600 @1 : t");
    TreeText.build(
        target.tree(),
        """
        . dir 755 @1
        kept file 600 @1
        d dir 755 @1
        gone dir 755 @1
        gone/a file 600 @1
        gone/b dir 755 @1
        gone/b/c file 600 @1
        f file 600 @1
        t dir 755 @1
        t/u file 600 @1
        """);
    mirror = new Mirror(source.tree(), target.tree(), CopyOptions.ARCHIVE);
  }

  private static Work scan(long allowance) {
    return Mirror.work(
        new Work.Part(
            RelativePath.ROOT,
            List.of(),
            new Work.Scan(null, false, true, allowance, false),
            true));
  }

  private String names() throws TreeException {
    return TreeText.show(target.tree()).lines().map(line -> line.split(" ")[0]).toList().toString();
  }

  @Test
  void aScanWithoutAllowanceCountsAndDeletesNothing() throws TreeException {
    Report report = mirror.run(scan(0));
    assertEquals(1, report.held().size());
    Report.Held held = report.held().getFirst();
    assertEquals(RelativePath.ROOT, held.path());
    assertEquals(7, held.entries());
    assertEquals(9, report.seen());
    assertEquals(0, report.counts().deleted());
    assertEquals("[., d, f, gone, gone/a, gone/b, gone/b/c, kept, t, t/u]", names());
    assertEquals(List.of(RelativePath.of("d")), report.descend());
  }

  @Test
  void theSecondTimeItDeletesWhatWasCountedAndGoesDownNowhere() throws TreeException {
    Report report = mirror.run(scan(7));
    assertEquals(List.of(), report.held());
    assertEquals(7, report.counts().deleted());
    assertEquals(List.of(), report.descend());
    assertEquals("[., d, kept, t]", names());
  }

  @Test
  void noMoreIsDeletedThanAllowed() throws TreeException {
    Report report = mirror.run(scan(1));
    assertEquals(1, report.counts().deleted());
    assertEquals(6, report.held().getFirst().entries());
    assertEquals("[., d, gone, gone/a, gone/b, gone/b/c, kept, t, t/u]", names());
  }

  @Test
  void whatAnEventNamedGoesAtOnceAndWhatNoneDidIsHeldByItself() throws TreeException {
    var told = new Work.Named(bytes("f"), true, false, false);
    var found = new Work.Named(bytes("gone"), true, false, true, false, 0, 0);
    Report report =
        mirror.run(Mirror.work(new Work.Part(RelativePath.ROOT, List.of(told, found), null, true)));
    assertEquals(1, report.counts().deleted());
    assertEquals(
        List.of(new Report.Held(RelativePath.of("gone"), false, 4, RelativePath.of("gone"))),
        report.held());
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.ISO_8859_1);
  }
}
