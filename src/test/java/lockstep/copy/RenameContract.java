package lockstep.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import lockstep.tree.TreeException;
import org.junit.jupiter.api.Test;

/// Renames are repeated where the target still has what was renamed, and come out right where it
/// has not.
interface RenameContract extends Sides {
  private Report follow(Mirror mirror, String... renames) throws TreeException {
    Report report = mirror.settle(mirror.renamed(List.of(renames)));
    assertClean(report);
    return report;
  }

  @Test
  default void aFileIsRenamedAndNotCopied() throws TreeException {
    source(". dir 755 @1\na dir 755 @1\nb dir 755 @1\nb/new file 600 @2 : same");
    target(". dir 755 @1\na dir 755 @9\na/old file 600 @2 : same\nb dir 755 @9");
    assertEquals(new Report.Counts(0, 0, 0, 1, 0), follow(mirror(), "a/old b/new").counts());
    assertSame();
  }

  @Test
  default void aRenamedFileTakesAnothersPlace() throws TreeException {
    source(". dir 755 @1\nb file 600 @2 : same");
    target(". dir 755 @1\na file 600 @2 : same\nb file 640 @1 : other");
    assertEquals(new Report.Counts(0, 0, 0, 1, 0), follow(mirror(), "a b").counts());
    assertSame();
  }

  @Test
  default void aChangedFileIsCopied() throws TreeException {
    source(". dir 755 @1\nb file 600 @3 : changed");
    target(". dir 755 @1\na file 600 @2 : same");
    assertEquals(new Report.Counts(1, 7, 0, 0, 1), follow(mirror(), "a b").counts());
    assertSame();
  }

  /// It is somewhere else by now, and must not be missing on the target until that is known.
  @Test
  default void whatHasGoneOnFromTheNewNameIsRenamedAllTheSame() throws TreeException {
    source(". dir 755 @1\na dir 755 @1\nb dir 755 @1");
    target(". dir 755 @1\na dir 755 @1\na/old file 600 @2 : same\nb dir 755 @1");
    Mirror mirror = mirror();
    Work work = mirror.renamed(List.of("a/old b/new"));
    Report report =
        mirror.run(
            new Work(
                work.renames(), work.parts().stream().map(RenameContract::expecting).toList()));
    assertEquals("[b/new]", report.vanished().toString());
    assertTarget(". dir 755 @1\na dir 755 @1\nb dir 755 @1\nb/new file 600 @2 : same");
  }

  private static Work.Part expecting(Work.Part part) {
    var names =
        part.names().stream()
            .map(n -> new Work.Named(n.name(), false, false, false, isNew(n), Work.ANY, 0))
            .toList();
    return new Work.Part(part.directory(), names, null, true);
  }

  private static boolean isNew(Work.Named named) {
    return Arrays.equals(named.name(), "new".getBytes(UTF_8));
  }

  @Test
  default void aDirectoryIsRenamedWithAllBelowAndNotScanned() throws TreeException {
    source(". dir 755 @1\nb dir 755 @2\nb/c dir 755 @3\nb/c/d file 600 @4 : deep");
    target(". dir 755 @1\na dir 700 @2\na/c dir 755 @3\na/c/d file 600 @4 : deep");
    Report report = follow(mirror(), "a b");
    assertEquals(new Report.Counts(0, 0, 1, 1, 0), report.counts());
    assertEquals("[]", report.descend().toString());
    assertEquals("[b]", report.attributes().toString());
    assertSame();
  }

  @Test
  default void aDirectoryTakesTheFilesPlace() throws TreeException {
    source(". dir 755 @1\nb dir 755 @2\nb/c file 600 @4 : deep");
    target(". dir 755 @1\na dir 755 @2\na/c file 600 @4 : deep\nb file 600 @1");
    assertEquals(1, follow(mirror(), "a b").counts().renamed());
    assertSame();
  }

  @Test
  default void aFullDirectoryIsNotReplacedButMadeEqual() throws TreeException {
    source(". dir 755 @1\nb dir 755 @2\nb/c file 600 @4 : deep");
    target(". dir 755 @1\na dir 755 @2\na/c file 600 @4 : deep\nb dir 755 @2\nb/x file 600 @5");
    Mirror mirror = mirror();
    Work work = mirror.renamed(List.of("a b"));
    Work.Part root = work.parts().getFirst();
    var names =
        root.names().stream().map(n -> new Work.Named(n.name(), true, false, true)).toList();
    Report report =
        mirror.settle(
            new Work(work.renames(), List.of(new Work.Part(root.directory(), names, null, true))));
    assertClean(report);
    assertEquals(0, report.counts().renamed());
    assertSame();
  }

  @Test
  default void aChainInEitherOrder() throws TreeException {
    source(". dir 755 @1\nb file 600 @1 : first\nc file 600 @2 : second");
    target(". dir 755 @1\na file 600 @1 : first\nb file 600 @2 : second");
    // mv b c; mv a b
    assertEquals(new Report.Counts(0, 0, 0, 2, 0), follow(mirror(), "b c", "a b").counts());
    assertSame();
  }

  @Test
  default void aLogIsRotated() throws TreeException {
    source(
        ". dir 755 @1\n"
            + "log file 600 @9 : new\n"
            + "log.1 file 600 @8 : was log\n"
            + "log.2 file 600 @7 : was 1");
    target(
        ". dir 755 @1\n"
            + "log file 600 @8 : was log\n"
            + "log.1 file 600 @7 : was 1\n"
            + "log.2 file 600 @6 : was 2");
    assertEquals(
        new Report.Counts(1, 3, 0, 2, 0), follow(mirror(), "log.1 log.2", "log log.1").counts());
    assertSame();
  }

  @Test
  default void aSwapByWayOfAThirdName() throws TreeException {
    source(". dir 755 @1\na file 600 @2 : second\nb file 640 @1 : first");
    target(". dir 755 @1\na file 640 @1 : first\nb file 600 @2 : second");
    follow(mirror(), "a tmp", "b a", "tmp b");
    assertSame();
  }

  @Test
  default void anExchange() throws TreeException {
    source(". dir 755 @1\na file 600 @2 : second\nb file 640 @1 : first");
    target(". dir 755 @1\na file 640 @1 : first\nb file 600 @2 : second");
    follow(mirror(), "a b", "b a");
    assertSame();
  }

  @Test
  default void aLinkWithAnotherTextIsMadeAnew() throws TreeException {
    source(". dir 755 @1\nb link @2 : other\nd link @2 : same");
    target(". dir 755 @1\na link @2 : same\nc link @2 : same");
    assertEquals(new Report.Counts(1, 0, 0, 1, 1), follow(mirror(), "a b", "c d").counts());
    assertSame();
  }

  @Test
  default void outOfADirectoryThatIsGone() throws TreeException {
    source(". dir 755 @1\nb dir 755 @2\nb/x file 600 @4 : deep");
    target(". dir 755 @1\na dir 755 @2\na/b dir 755 @2\na/b/x file 600 @4 : deep");
    assertEquals(new Report.Counts(0, 0, 0, 1, 1), follow(mirror(), "a/b b").counts());
    assertSame();
  }

  @Test
  default void withFiltersARenamedDirectoryIsCompared() throws TreeException {
    source(". dir 755 @1\nb dir 755 @2\nb/tmp dir 755 @4\nb/y file 600 @4 : no longer left out");
    target(". dir 755 @1\na dir 755 @2\na/tmp dir 755 @4\na/x file 600 @1");
    Mirror mirror = mirror(CopyOptions.ARCHIVE, true, Runnable::run, "- z", "- /c/x", "- d/x");
    assertEquals(1, follow(mirror, "a b").counts().renamed());
    assertSame();
  }

  @Test
  default void whatIsProtectedAtTheOldPlaceOnlyStaysThere() throws TreeException {
    source(". dir 755 @1\nb dir 755 @2\nb/tmp file 600 @4 : never copied as a/tmp");
    target(". dir 755 @1\na dir 755 @2\na/tmp file 600 @3 : the target's own");
    Mirror mirror = mirror(CopyOptions.ARCHIVE, true, Runnable::run, "- /a/tmp");
    assertEquals(0, follow(mirror, "a b").counts().renamed());
    assertTarget(
        """
        . dir 755 @1
        a dir 755 @2
        a/tmp file 600 @3 : the target's own
        b dir 755 @2
        b/tmp file 600 @4 : never copied as a/tmp
        """);
  }
}
