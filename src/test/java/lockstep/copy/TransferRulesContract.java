package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import lockstep.event.RelativePath;
import lockstep.filter.Filters;
import lockstep.tree.Directory;
import lockstep.tree.TreeException;
import org.junit.jupiter.api.Test;

/// Options that leave entries alone, or keep what goes, after events as in a scan.
interface TransferRulesContract extends Sides {
  private static CopyOptions options(Selection selection, boolean prune) {
    return CopyOptions.ARCHIVE.with(selection).with(new Reach(false, false, prune));
  }

  private Mirror pruning() {
    return mirror(options(Selection.ALL, true));
  }

  private Mirror backing(Backups backups) {
    return new Mirror(
        source(),
        target(),
        Filters.NONE,
        CopyOptions.ARCHIVE,
        Places.of(backups),
        true,
        Runnable::run);
  }

  private static Backups beside() {
    return new Backups.Beside(new byte[] {'~'});
  }

  @Test
  default void anEmptyDirectoryArrivesWithItsFirstFile() throws TreeException {
    source("d dir 755 @1\nd/e dir 755 @1");
    Mirror mirror = pruning();
    assertClean(mirror.scanAll());
    assertClean(mirror.settle(mirror.named("d")));
    assertEquals(List.of("."), names());
    source("d/e/f file 644 @2 : x");
    assertClean(mirror.settle(mirror.named("d/e/f")));
    assertEquals(List.of(".", "d", "d/e", "d/e/f"), names());
  }

  @Test
  default void aDirectoryGoesWithItsLastFile() throws TreeException {
    source("d dir 755 @1\nd/e dir 755 @1\nd/e/f file 644 @2 : x");
    Mirror mirror = pruning();
    assertClean(mirror.scanAll());
    try (Directory directory = source().open(RelativePath.of("d/e"))) {
      directory.unlink("f".getBytes(StandardCharsets.US_ASCII));
    }
    assertClean(mirror.settle(mirror.named("d/e/f")));
    assertEquals(List.of("."), names());
  }

  @Test
  default void whatIsNotThereIsNotMadeAfterARenameEither() throws TreeException {
    source("new file 644 @2 : x\nd dir 755 @1\nd/f file 644 @2 : y");
    target("old file 644 @2 : x");
    var existing = new Selection(false, true, false, 0, Long.MAX_VALUE);
    Mirror mirror = mirror(options(existing, false));
    assertClean(mirror.settle(mirror.renamed(List.of("old new"), "d/f")));
    assertEquals(List.of("."), names());
  }

  @Test
  default void backupsOfWhatIsReplacedAndRemoved() throws TreeException {
    source("a file 644 @2 : new\nl link @2 : new");
    target("a file 644 @1 : old\nl link @1 : old\nb file 600 @1 : gone\nd dir 700 @1");
    Mirror mirror = backing(beside());
    assertClean(mirror.settle(mirror.named("a", "b", "l", "d")));
    assertEquals(List.of(".", "a", "a~", "b~", "l", "l~"), names());
    assertEquals("old", text("a~"));
    assertEquals("new", text("a"));
  }

  @Test
  default void onlyTheLastBackupIsKept() throws TreeException {
    source("a file 644 @3 : 3");
    target("a file 644 @2 : 2\na~ file 644 @1 : 1");
    Mirror mirror = backing(beside());
    assertClean(mirror.settle(mirror.named("a")));
    assertEquals("2", text("a~"));
  }

  @Test
  default void whatABackupTakesThePlaceOfComesBack() throws TreeException {
    source("a file 644 @3 : new\na~ file 644 @2 : mine");
    target("a file 644 @2 : old\na~ file 644 @2 : mine\nb file 644 @2 : b");
    Mirror mirror = backing(beside());
    assertClean(mirror.settle(mirror.named("a")));
    assertEquals("new", text("a"));
    assertEquals("mine", text("a~"));
    assertEquals("old", text("a~~"));
    source("b~ file 644 @4 : mine");
    assertClean(mirror.settle(mirror.named("b~")));
    assertClean(mirror.settle(mirror.named("b")));
    assertEquals("mine", text("b~"));
    assertEquals("b", text("b~~"));
  }

  @Test
  default void aBackupIsKeptAgainUnlessItIsCleared() throws TreeException {
    source("a~ file 644 @2 : new\nb~ file 644 @2 : new\nc~ link @2 : new\nd~ dir 755 @2");
    target("a~ file 644 @1 : old\nb~ link @1 : old\nc~ file 644 @1 : old\nd~ link @1 : old");
    Mirror mirror = backing(beside());
    assertClean(mirror.settle(mirror.named("a~", "b~", "c~", "d~")));
    assertEquals(List.of(".", "a~", "a~~", "b~", "c~", "c~~", "d~"), names());
  }

  @Test
  default void aDirectoryThatHoldsBackupsStays() throws TreeException {
    target("d dir 700 @1\nd/f file 600 @1 : x");
    Mirror mirror = backing(beside());
    assertClean(mirror.settle(mirror.named("d")));
    assertEquals(List.of(".", "d", "d/f~"), names());
  }

  @Test
  default void backupsElsewhereAreInDirectoriesLikeTheirs() throws TreeException {
    source("d dir 755 @1\nd/e dir 755 @1\nd/e/f file 644 @2 : new");
    target(
        "d dir 711 @1 3:4\nd/e dir 750 @1 5:6\nd/e/f file 644 @1 : old\nd/e/g file 644 @1 : gone");
    var within = RelativePath.of("kept/here");
    Mirror mirror = backing(Backups.Elsewhere.prepare(target(), within, new byte[] {'.', '1'}));
    assertClean(mirror.settle(mirror.named("d/e/f", "d/e/g")));
    assertEquals("old", text("kept/here/d/e/f.1"));
    assertEquals("gone", text("kept/here/d/e/g.1"));
    try (Directory directory = target().open(RelativePath.of("kept/here/d"))) {
      assertEquals(0711, directory.stat().mode());
      assertEquals(3, directory.stat().uid());
    }
  }

  private List<String> names() throws TreeException {
    return TreeText.show(target()).lines().map(line -> line.split(" ")[0]).sorted().toList();
  }

  private String text(String path) throws TreeException {
    RelativePath whole = RelativePath.of(path);
    try (Directory directory = target().open(whole.parent())) {
      return new String(TreeText.read(directory, whole.name()), StandardCharsets.ISO_8859_1);
    }
  }
}
