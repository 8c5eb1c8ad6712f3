package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import lockstep.event.RelativePath;
import lockstep.tree.Timestamp;
import lockstep.tree.TreeException;
import org.junit.jupiter.api.Test;

/// Names of one inode stay names of one inode, and others do not become so.
interface HardLinkContract extends Sides {
  CopyOptions LINKED = CopyOptions.ARCHIVE.with(Carried.HARD_LINKS, Carried.XATTRS);

  private Mirror linking() {
    return mirror(LINKED);
  }

  @Test
  default void newNamesAreLinked() throws TreeException {
    source(
        """
        . dir 755 @1
        a file 600 @2 : text
        d dir 755 @1
        b = a
        d/c = a
        d/l link @3 : x
        d/m = d/l
        p fifo 600 @4
        q = p
        """);
    Report report = linking().scanAll();
    assertClean(report);
    assertEquals(4, report.counts().bytes());
    assertSame();
    assertEquals(Report.Counts.NONE, linking().scanAll().counts());
  }

  @Test
  default void equalCopiesBecomeLinks() throws TreeException {
    source(". dir 755 @1\na file 600 @2 : text\nb = a");
    target(". dir 755 @1\na file 600 @2 : text\nb file 600 @2 : text");
    Report report = linking().scanAll();
    assertClean(report);
    assertEquals(0, report.counts().bytes());
    assertSame();
  }

  @Test
  default void aChangeUnderOneNameReachesAll() throws TreeException {
    source(". dir 755 @1\na file 600 @2 : text\nd dir 755 @1\nd/b = a\nc = a");
    Mirror mirror = linking();
    mirror.scanAll();
    TreeText.build(source(), "");
    rewrite("a", "diff", "@3");
    Report report = mirror.settle(mirror.named("d/b"));
    assertClean(report);
    assertEquals(4, report.counts().bytes());
    assertEquals(2, report.related().size());
    assertSame();
  }

  @Test
  default void aChangeOfSameSizeAndTimeReachesAll() throws TreeException {
    source(". dir 755 @1\na file 600 @2 : text\nb = a");
    Mirror mirror = linking();
    mirror.scanAll();
    rewrite("a", "TEXT", "@2");
    assertClean(mirror.settle(mirror.named("a")));
    assertSame();
  }

  @Test
  default void aChangedModeOrXattrReachesAll() throws TreeException {
    source(". dir 755 @1\na file 600 @2 : text\nb = a");
    Mirror mirror = linking();
    mirror.scanAll();
    chmod("a", 0644, "1");
    assertClean(mirror.settle(mirror.named("a")));
    assertSame();
    chmod("b", 0644, "2");
    assertClean(mirror.settle(mirror.named("b")));
    assertSame();
  }

  @Test
  default void separatedNamesAreSeparatedByAChange() throws TreeException {
    source(". dir 755 @1\na file 600 @2 : text\nb file 640 @2 : text");
    target(". dir 755 @1\na file 640 @2 : text\nb = a");
    assertClean(linking().scanAll());
    assertSame();
  }

  @Test
  default void separatedXattrsAreSeparated() throws TreeException {
    source(". dir 755 @1\na file 600 @2 user.v=1 : text\nb file 600 @2 user.v=2 : text");
    target(". dir 755 @1\na file 600 @2 user.v=2 : text\nb = a");
    Mirror mirror = linking();
    assertClean(mirror.settle(mirror.named("a")));
    assertSame();
  }

  @Test
  default void withoutTheOptionLinkedTargetsAreNotChangedInPlace() throws TreeException {
    source(". dir 755 @1\na file 600 @2 : text\nb file 640 @2 : text");
    target(". dir 755 @1\na file 640 @2 : text\nb = a");
    assertClean(mirror().scanAll());
    assertSame();
  }

  @Test
  default void aLinkTakesADirectorysPlace() throws TreeException {
    source(". dir 755 @1\na file 600 @2 : text\nb = a");
    target(". dir 755 @1\nb dir 755 @1\nb/c file 600 @1");
    assertClean(linking().scanAll());
    assertSame();
  }

  @Test
  default void namesOfARenamedDirectoryAreStillKnown() throws TreeException {
    source(". dir 755 @1\na dir 755 @1\na/x file 600 @2 : text\nc = a/x");
    Mirror mirror = linking();
    mirror.scanAll();
    try (var root = source().open(RelativePath.ROOT)) {
      root.rename(new byte[] {'a'}, root, new byte[] {'b'});
    }
    assertClean(mirror.settle(mirror.renamed(List.of("a b"))));
    rewrite("c", "diff", "@3");
    assertClean(mirror.settle(mirror.named("c")));
    assertSame();
  }

  private void rewrite(String name, String text, String time) throws TreeException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    byte[] file = name.getBytes(StandardCharsets.ISO_8859_1);
    try (var root = source().open(RelativePath.ROOT);
        var open = root.openForUpdate(file)) {
      open.write(ByteBuffer.wrap(bytes), 0);
      open.setTime(new Timestamp(Long.parseLong(time.substring(1)), 0));
    }
  }

  private void chmod(String name, int mode, String value) throws TreeException {
    byte[] file = name.getBytes(StandardCharsets.ISO_8859_1);
    try (var root = source().open(RelativePath.ROOT);
        var attributes = root.attributes(file)) {
      root.setMode(file, mode);
      attributes.set(
          "user.v".getBytes(StandardCharsets.ISO_8859_1),
          value.getBytes(StandardCharsets.ISO_8859_1));
    }
  }
}
