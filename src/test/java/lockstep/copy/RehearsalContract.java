package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import lockstep.event.RelativePath;
import lockstep.filter.Filters;
import lockstep.tree.TreeException;
import org.junit.jupiter.api.Test;

/// A rehearsal tells what the work itself would do, in rsync's words, and does nothing.
interface RehearsalContract extends Sides {
  CopyOptions KEEPING_LINKS = CopyOptions.ARCHIVE.with(Carried.HARD_LINKS, Carried.XATTRS);

  @Test
  default void tellsEveryKindOfDifference() throws TreeException {
    source(
        """
        . dir 755 @1
        attributes file 640 @2 : same
        copied file 600 @2 : longer
        d dir 700 @1
        d/file file 600 @2 : text
        equal file 600 @2 : same
        kept dir 755 @1
        kept/later file 600 @3 : text
        link link @3 : there
        pipe fifo 600 @4
        was-dir file 600 @2 : text
        was-file dir 755 @1
        was-file/in file 600 @2 : text
        """);
    target(
        """
        . dir 755 @5
        attributes file 600 @2 : same
        copied file 600 @2 : short
        equal file 600 @2 : same
        gone dir 755 @1
        gone/in file 600 @2 : text
        kept dir 755 @1
        kept/later file 600 @2 : text
        link link @3 : elsewhere
        was-dir dir 755 @1
        was-dir/in file 600 @2 : text
        was-file file 600 @2 : text
        """);
    assertTold(
        """
        .d..t...... ./
        .f...p..... attributes
        >f.s....... copied
        cd+++++++++ d/
        *deleting   gone/
        *deleting   gone/in
        cLc........ link -> there
        cS+++++++++ pipe
        *deleting   was-dir/
        >f+++++++++ was-dir
        *deleting   was-dir/in
        *deleting   was-file
        cd+++++++++ was-file/
        >f+++++++++ d/file
        >f..t...... kept/later
        >f+++++++++ was-file/in
        """,
        tell(CopyOptions.ARCHIVE, true, false, ""));
  }

  @Test
  default void changesNothing() throws TreeException {
    String before = "a file 600 @2 : text\nb dir 755 @1\nb/c file 600 @2 : text";
    source(". dir 755 @1\nb file 644 @7 : other\nc dir 755 @1\nc/d file 600 @2 : text");
    target(". dir 755 @1\n" + before);
    String shown = TreeText.show(target());
    tell(CopyOptions.ARCHIVE, true, false, "");
    assertEquals(shown, TreeText.show(target()));
  }

  @Test
  default void tellsNothingOnceTheWorkIsDone() throws TreeException {
    source(
        ". dir 755 @1\n"
            + "a file 600 @2 : text\n"
            + "d dir 755 @1\n"
            + "d/b = a\n"
            + "d/l link @3 : x\n"
            + "p fifo 600 @4");
    target(". dir 755 @1\nd file 600 @2 : text\nq dir 755 @1");
    mirror(KEEPING_LINKS).scanAll();
    assertTold("", tell(KEEPING_LINKS, true, true, ""));
  }

  @Test
  default void contentOfOneSizeAndTimeIsReadOnRequestOnly() throws TreeException {
    source(". dir 755 @1\na file 600 @2 : text\nb file 600 @3 : text");
    target(". dir 755 @1\na file 600 @2 : diff\nb file 600 @2 : text");
    assertTold(">f..t...... b\n", tell(CopyOptions.ARCHIVE, true, false, ""));
    assertTold(">fc........ a\n.f..t...... b\n", tell(CopyOptions.ARCHIVE, true, true, ""));
  }

  @Test
  default void namesOfOneInodeAreLinks() throws TreeException {
    source(". dir 755 @1\na file 600 @2 : text\nb = a\nd dir 755 @1\nd/c = a");
    target(". dir 755 @1\na file 600 @2 : text\nb file 600 @2 : text\nd dir 755 @1");
    assertTold("hf......... b => a\nhf+++++++++ d/c => b\n", tell(KEEPING_LINKS, true, false, ""));
  }

  @Test
  default void goesNoFurtherThanItIsAsked() throws TreeException {
    source(
        ". dir 755 @1\na file 600 @2 : text\nd dir 755 @9\nd/e dir 755 @1\nd/e/f file 600 @2 : x");
    target(". dir 755 @1\nd dir 755 @1\nd/x file 600 @2 : text");
    assertTold(
        "cd+++++++++ d/e/\n>f+++++++++ d/e/f\n", tell(CopyOptions.ARCHIVE, true, false, "d/e"));
    assertTold("*deleting   d/x\n", tell(CopyOptions.ARCHIVE, true, false, "d/x"));
    assertTold("", tell(CopyOptions.ARCHIVE, false, false, "d/x"));
  }

  @Test
  default void anEmptySourceHalts() throws TreeException, InterruptedException {
    source(". dir 755 @1");
    target(". dir 755 @1\na file 600 @2 : text");
    var lines = new ArrayList<String>();
    assertEquals(
        "the source is empty and the target is not",
        rehearsal(CopyOptions.ARCHIVE, true, false)
            .run(RelativePath.ROOT, false, new Lines(lines)));
    assertEquals(List.of(), lines);
  }

  private Rehearsal rehearsal(CopyOptions options, boolean deletes, boolean checksum) {
    var copier =
        TreeCopier.rehearsal(source(), target(), Filters.NONE, options, checksum, Runnable::run);
    return new Rehearsal(copier, Runnable::run, 2, deletes, checksum);
  }

  private List<String> tell(CopyOptions options, boolean deletes, boolean checksum, String from) {
    var lines = new ArrayList<String>();
    try {
      var rehearsal = rehearsal(options, deletes, checksum);
      assertEquals(null, rehearsal.run(RelativePath.of(from), true, new Lines(lines)));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return lines;
  }

  private static void assertTold(String expected, List<String> lines) {
    assertEquals(expected, String.join("", lines.stream().map(line -> line + "\n").toList()));
  }

  /// What is told, as lines.
  record Lines(List<String> lines) implements Rehearsal.Audience {
    @Override
    public void change(Change change) {
      lines.add(change.line());
    }

    @Override
    public void unsettled(RelativePath path) {
      lines.add("unsettled " + path);
    }

    @Override
    public void failed(Report.Failure failure) {
      lines.add("failed " + failure);
    }
  }
}
