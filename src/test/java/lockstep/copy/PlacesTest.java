package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import lockstep.event.AbsolutePath;
import lockstep.filter.Filters;
import lockstep.tree.LinuxTree;
import lockstep.tree.TreeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a sync that goes on makes of older copies and of a directory for temporary files.
final class PlacesTest implements Sides {
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000);

  @TempDir Path home;
  private LinuxTree source;
  private LinuxTree target;

  @BeforeEach
  void open() throws IOException {
    source = make("source");
    target = make("target");
    make("older").close();
    make("scratch").close();
  }

  private LinuxTree make(String name) throws IOException {
    return tree(Files.createDirectory(home.resolve(name)));
  }

  private static LinuxTree tree(Path path) throws TreeException {
    return LinuxTree.open(AbsolutePath.of(path.toString()));
  }

  @AfterEach
  void close() {
    source.close();
    target.close();
  }

  @Override
  public LinuxTree source() {
    return source;
  }

  @Override
  public LinuxTree target() {
    return target;
  }

  private Mirror mirror(Places places) {
    return new Mirror(
        source, target, Filters.NONE, CopyOptions.ARCHIVE, places, true, Runnable::run);
  }

  private Places older(References.Use use) throws TreeException {
    var references = new References(use, List.of(tree(home.resolve("older"))));
    return new Places(Backups.NONE, references, Scratch.BESIDE);
  }

  private void build(String tree, String text) throws TreeException {
    try (LinuxTree opened = tree(home.resolve(tree))) {
      TreeText.build(opened, text);
    }
  }

  private void write(String text, long seconds) throws IOException {
    Path file = home.resolve("source/a");
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(seconds)));
  }

  private boolean isShared(String name) throws IOException {
    return Files.isSameFile(home.resolve("target/" + name), home.resolve("older/" + name));
  }

  @Test
  void anOlderCopyIsNeverWrittenThroughALink() throws IOException {
    source("a file 644 @1 : same\nb file 644 @1 : same");
    build("older", "a file 644 @1 : same\nb file 644 @1 : same");
    try (Places places = older(References.Use.LINK)) {
      Mirror mirror = mirror(places);
      assertClean(mirror.scanAll());
      assertTrue(isShared("a") && isShared("b"));
      write("else", 2);
      Files.setPosixFilePermissions(home.resolve("source/b"), Set.of());
      assertClean(mirror.settle(mirror.named("a", "b")));
      assertFalse(isShared("a") || isShared("b"));
      assertEquals("same", Files.readString(home.resolve("older/a")));
      assertEquals("else", Files.readString(home.resolve("target/a")));
      assertFalse(Files.getPosixFilePermissions(home.resolve("older/b")).isEmpty());
    }
  }

  @Test
  void whatIsNamedIsReadBeforeItIsLinked() throws IOException {
    source("a file 644 @1 : new");
    build("older", "a file 644 @1 : old");
    try (Places places = older(References.Use.LINK)) {
      Mirror mirror = mirror(places);
      assertClean(mirror.settle(mirror.named("a")));
      assertEquals("new", Files.readString(home.resolve("target/a")));
    }
  }

  @Test
  void theTargetHoldsOnlyWhatTheOlderCopyLacks() throws IOException {
    source("a file 644 @1 : same");
    build("older", "a file 644 @1 : same");
    try (Places places = older(References.Use.OMIT)) {
      Mirror mirror = mirror(places);
      assertClean(mirror.scanAll());
      assertFalse(Files.exists(home.resolve("target/a")));
      write("else", 2);
      assertClean(mirror.settle(mirror.named("a")));
      assertEquals("else", Files.readString(home.resolve("target/a")));
      write("same", 1);
      assertClean(mirror.settle(mirror.named("a")));
      assertFalse(Files.exists(home.resolve("target/a")));
    }
  }

  @Test
  void aTargetThatIsItsOwnOlderCopyStays() throws IOException {
    source("a file 644 @1 : same");
    target("a file 644 @1 : same");
    var references = new References(References.Use.OMIT, List.of(tree(home.resolve("target"))));
    try (var places = new Places(Backups.NONE, references, Scratch.BESIDE)) {
      assertClean(mirror(places).scanAll());
      assertTrue(Files.exists(home.resolve("target/a")));
    }
  }

  @Test
  void filesAreWrittenInTheScratchDirectory() throws IOException {
    source("d dir 755 @1\nd/a file 4755 @1 : text");
    Path scratch = home.resolve("scratch");
    Files.setLastModifiedTime(scratch, LONG_AGO);
    try (var places = new Places(Backups.NONE, References.NONE, Scratch.in(tree(scratch)))) {
      assertClean(mirror(places).scanAll());
    }
    assertSame();
    assertTrue(Files.getLastModifiedTime(scratch).compareTo(LONG_AGO) > 0);
    try (var left = Files.list(scratch)) {
      assertEquals(List.of(), left.toList());
    }
  }
}
