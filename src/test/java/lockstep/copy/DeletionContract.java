package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import lockstep.event.RelativePath;
import lockstep.tree.TreeException;
import org.junit.jupiter.api.Test;

/// What is removed from the target, and what never is.
interface DeletionContract extends Sides {
  String TREE =
      """
      . dir 755 @1
      d dir 755 @1
      d/e dir 500 @1
      d/e/f file 400 @1 : x
      d/l link @1 : /
      p fifo 600 @1
      """;

  @Test
  default void whatTheSourceLacksGoes() throws TreeException {
    source(". dir 755 @1\nkept file 600 @1");
    target(TREE + "kept file 600 @1");
    Report report = mirror().scanAll();
    assertClean(report);
    assertEquals(5, report.counts().deleted());
    assertSame();
  }

  @Test
  default void aNamedEntryGoes() throws TreeException {
    source(". dir 755 @1");
    target(TREE);
    Mirror mirror = mirror();
    assertClean(mirror.settle(mirror.named("d")));
    assertTarget(". dir 755 @1\np fifo 600 @1");
  }

  @Test
  default void withoutDeletesOnlyATypeChangeRemoves() throws TreeException {
    source(". dir 755 @1\nd file 600 @2 : file now");
    target(TREE + "d/x file 600 @1\n");
    Mirror mirror = mirror(CopyOptions.ARCHIVE, false, Runnable::run);
    assertClean(mirror.scanAll());
    assertClean(mirror.settle(mirror.named("p")));
    assertTarget(". dir 755 @1\nd file 600 @2 : file now\np fifo 600 @1");
  }

  @Test
  default void excludedEntriesStayWithTheDirectoriesThatHoldThem() throws TreeException {
    source(". dir 755 @1\nx.keep file 600 @2 : never copied");
    target(
        """
        . dir 755 @1
        a dir 755 @1
        a/b dir 755 @1
        a/b/x.keep file 600 @1
        a/b/y file 600 @1
        a/c dir 755 @1
        a/c/z file 600 @1
        y.keep dir 700 @1
        y.keep/z file 600 @1
        """);
    Mirror mirror = mirror(CopyOptions.ARCHIVE, true, Runnable::run, "- *.keep");
    var scan =
        new Work(
            List.of(),
            List.of(new Work.Part(RelativePath.ROOT, List.of(), new Work.Scan(null, true), true)));
    assertClean(mirror.settle(scan));
    String names =
        TreeText.show(target()).lines().map(line -> line.split(" ")[0]).toList().toString();
    assertEquals("[., a, a/b, a/b/x.keep, y.keep, y.keep/z]", names);
  }

  @Test
  default void aDirectoryWithProtectedEntriesIsNotReplaced() throws TreeException {
    source(". dir 755 @1\na file 600 @1 : file");
    target(". dir 755 @1\na dir 755 @1\na/x.keep file 600 @1\na/y file 600 @1");
    Report report = mirror(CopyOptions.ARCHIVE, true, Runnable::run, "- *.keep").scanAll();
    assertEquals(List.of(RelativePath.of("a")), paths(report));
    assertEquals(2, TreeText.show(target()).lines().filter(l -> l.startsWith("a")).count());
  }

  private static List<RelativePath> paths(Report report) {
    return report.failures().stream().map(Report.Failure::path).toList();
  }

  @Test
  default void anExcludedNameIsIgnored() throws TreeException {
    source(". dir 755 @1\nx.keep file 600 @2 : new");
    target(". dir 755 @1\nx.keep file 600 @1 : old\ny.keep file 600 @1 : old");
    Mirror mirror = mirror(CopyOptions.ARCHIVE, true, Runnable::run, "- *.keep");
    assertClean(mirror.settle(mirror.named("x.keep", "y.keep")));
    assertTarget(". dir 755 @1\nx.keep file 600 @1 : old\ny.keep file 600 @1 : old");
  }

  @Test
  default void whatOnlyTheSenderHidesIsDeleted() throws TreeException {
    source(". dir 755 @1\na file 600 @1\nx.gone file 600 @2 : new");
    target(". dir 755 @1\nx.gone file 600 @1 : old");
    assertClean(mirror(CopyOptions.ARCHIVE, true, Runnable::run, "H *.gone").scanAll());
    assertTarget(". dir 755 @1\na file 600 @1");
  }

  @Test
  default void leftoversOfACrashAreSweptEvenWithoutDeletes() throws TreeException {
    var names = new TemporaryNames();
    String ours =
        new String(names.next("a".getBytes(StandardCharsets.US_ASCII)), StandardCharsets.US_ASCII);
    source(". dir 755 @1\na file 600 @1 : a");
    target(". dir 755 @1\n" + ours + " file 600 @1 : half\n.a.abcdef file 600 @1 : user's");
    assertClean(mirror(CopyOptions.ARCHIVE, false, Runnable::run).scanAll());
    assertTarget(". dir 755 @1\n.a.abcdef file 600 @1 : user's\na file 600 @1 : a");
  }

  @Test
  default void anEmptySourceRootHaltsUnlessConfirmed() throws TreeException {
    source(". dir 755 @1");
    target(TREE);
    Mirror mirror = mirror();
    String before = TreeText.show(target());
    assertEquals("the source is empty and the target is not", mirror.scanAll().halt());
    assertEquals(before, TreeText.show(target()));
    Work confirmed =
        Mirror.work(new Work.Part(RelativePath.ROOT, List.of(), new Work.Scan(null, true), true));
    assertClean(mirror.settle(confirmed));
    assertSame();
  }

  @Test
  default void aMissingDirectoryIsRechecked() throws TreeException {
    source(". dir 755 @1\na dir 755 @1\nb file 600 @1\nc dir 755 @1");
    target(
        ". dir 755 @1\n"
            + "a file 600 @1\n"
            + "b dir 755 @1\n"
            + "b/x file 600 @1\n"
            + "d dir 755 @1\n"
            + "d/x file 600 @1");
    Mirror mirror = mirror();
    Work work = mirror.named("a/x", "b/x", "c/x", "d/x", "e/x");
    Report first = mirror.run(work);
    assertEquals("[a, b, c, d, e]", first.recheck().toString());
    assertEquals(Report.Counts.NONE, first.counts());
    assertClean(mirror.settle(work));
    assertTrue(first.failures().isEmpty());
    assertSame();
  }
}
