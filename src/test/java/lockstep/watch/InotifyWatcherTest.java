package lockstep.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import lockstep.event.RelativePath;
import lockstep.linux.Entries;
import lockstep.linux.Open;
import lockstep.tree.Directory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What writers do, and what is told of it.
final class InotifyWatcherTest {
  @TempDir Path root;
  @TempDir Path outside;
  private WatchedTree tree;

  @BeforeEach
  void watch() throws IOException {
    tree = new WatchedTree(root);
  }

  @AfterEach
  void close() {
    tree.close();
  }

  private Path path(String name) {
    return root.resolve(name);
  }

  private void write(String name) throws IOException {
    Files.writeString(path(name), "content");
  }

  /// Makes directories that are watched, and forgets what is told of it.
  private void watchedDirectories(String... names) throws IOException, InterruptedException {
    for (String name : names) {
      Files.createDirectories(path(name));
    }
    tree.told(); // so that no record is left that may speak of an earlier directory of that name
    tree.watchBelow(RelativePath.ROOT);
    tree.told();
  }

  private void watchedFiles(String... names) throws IOException, InterruptedException {
    for (String name : names) {
      write(name);
    }
    tree.told();
  }

  private void exchange(String a, String b) {
    byte[] from = path(a).toString().getBytes(StandardCharsets.UTF_8);
    byte[] to = path(b).toString().getBytes(StandardCharsets.UTF_8);
    assertEquals(
        0, Entries.renameat2(Open.AT_FDCWD, from, Open.AT_FDCWD, to, Entries.RENAME_EXCHANGE));
  }

  private byte[] bytes(int last) {
    byte[] path = (root + "/?").getBytes(StandardCharsets.UTF_8);
    path[path.length - 1] = (byte) last;
    return path;
  }

  @Test
  void touch() throws Exception {
    Files.createFile(path("f"));
    Files.setLastModifiedTime(path("f"), FileTime.from(Instant.EPOCH));
    assertEquals(List.of("Create f", "Modify f closed", "Attrib f"), tree.told());
  }

  @Test
  void writeAndAppend() throws Exception {
    write("f");
    assertEquals(List.of("Create f", "Modify f", "Modify f closed"), tree.told());
    Files.writeString(path("f"), "more", StandardOpenOption.APPEND);
    assertEquals(List.of("Modify f", "Modify f closed"), tree.told());
  }

  @Test
  void aLogThatIsNeverClosed() throws Exception {
    try (var log =
        FileChannel.open(path("log"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      log.write(ByteBuffer.allocate(10));
      assertEquals(List.of("Create log", "Modify log"), tree.told());
      log.truncate(3);
      assertEquals(List.of("Modify log"), tree.told());
    }
    assertEquals(List.of("Modify log closed"), tree.told());
  }

  /// truncate(2) alone makes the same record.
  @Test
  void truncatedAndNotClosedYet() throws Exception {
    watchedFiles("f");
    try (var file =
        FileChannel.open(
            path("f"), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
      assertEquals(0, file.size());
      assertEquals(List.of("Modify f"), tree.told());
    }
  }

  @Test
  void modeAndLinks() throws Exception {
    watchedDirectories("d");
    watchedFiles("f");
    Files.setPosixFilePermissions(path("f"), PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(path("d"), PosixFilePermissions.fromString("rwx------"));
    Files.createLink(path("g"), path("f"));
    Files.createSymbolicLink(path("s"), path("f"));
    assertEquals(List.of("Attrib f", "Attrib d/", "Create g", "Create s"), tree.told());
  }

  @Test
  void modeOfTheRoot() throws Exception {
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-x---"));
    assertEquals(List.of("Attrib /"), tree.told());
  }

  @Test
  void directoriesAreWatchedOnceTheyHaveBeenScanned() throws Exception {
    Files.createDirectories(path("a/b/c"));
    assertEquals(List.of("Create a/ whole"), tree.told());
    tree.watchBelow(RelativePath.of("a"));
    write("a/b/c/f");
    assertEquals(List.of("Create a/b/c/f", "Modify a/b/c/f", "Modify a/b/c/f closed"), tree.told());
    assertEquals(List.of("/", "a/", "a/b/", "a/b/c/"), tree.watched());
  }

  @Test
  void renames() throws Exception {
    watchedDirectories("d/e", "x");
    watchedFiles("f");
    Files.move(path("f"), path("x/g"));
    Files.move(path("d"), path("x/D"));
    write("x/D/e/h");
    assertEquals(
        List.of(
            "Move f x/g",
            "Move d/ x/D/",
            "Create x/D/e/h",
            "Modify x/D/e/h",
            "Modify x/D/e/h closed"),
        tree.told());
    assertEquals(List.of("/", "x/", "x/D/", "x/D/e/"), tree.watched());
  }

  @Test
  void movedInAndRemoved() throws Exception {
    Files.createDirectories(outside.resolve("d/e"));
    Files.move(outside.resolve("d"), path("d"));
    assertEquals(List.of("Create d/ whole"), tree.told());
    tree.watchBelow(RelativePath.of("d"));
    Files.delete(path("d/e"));
    Files.delete(path("d"));
    assertEquals(List.of("Delete d/e/", "Delete d/"), tree.told());
    assertEquals(List.of("/"), tree.watched());
  }

  @Test
  void whatIsMovedOutIsNotWatchedAnyMore() throws Exception {
    watchedDirectories("d/e/f");
    Files.move(path("d"), outside.resolve("d"));
    assertEquals(List.of("Delete d/"), tree.told());
    Files.writeString(outside.resolve("d/e/f/file"), "text");
    Files.delete(outside.resolve("d/e/f/file"));
    assertEquals(List.of(), tree.told());
    assertEquals(List.of("/"), tree.watched());
  }

  @Test
  void whatIsMovedOutIsToldWithoutAFlushToo() throws Exception {
    var ready = new Semaphore(0);
    try (var watched = new WatchedTree(root, ready::release)) {
      Files.createFile(path("f"));
      Files.move(path("f"), outside.resolve("f"));
      var told = new Told();
      while (!told.lines.contains("Delete f")) {
        assertTrue(ready.tryAcquire(60, TimeUnit.SECONDS), () -> "only " + told.lines);
        watched.watcher.drain(told);
      }
    }
  }

  @Test
  void exchanges() throws Exception {
    watchedDirectories("A/x", "B", "C/y");
    watchedFiles("f", "g");
    exchange("f", "g");
    exchange("C", "f");
    assertEquals(
        List.of("Create f whole", "Create g whole", "Create C whole", "Create f/ whole"),
        tree.told());
    exchange("A", "B");
    assertEquals(List.of("Rescan A/", "Rescan B/", "Delete B/", "Create A/ whole"), tree.told());
    assertEquals(List.of("/", "f/", "f/y/"), tree.watched());
  }

  @Test
  void renamedOverAnEmptyDirectory() throws Exception {
    watchedDirectories("A/x", "B");
    byte[] from = path("A").toString().getBytes(StandardCharsets.UTF_8);
    byte[] to = path("B").toString().getBytes(StandardCharsets.UTF_8);
    assertEquals(0, Entries.renameat(Open.AT_FDCWD, from, Open.AT_FDCWD, to));
    assertEquals(List.of("Rescan A/", "Rescan B/"), tree.told());
    assertEquals(List.of("/"), tree.watched());
  }

  @Test
  void namesAreBytes() throws Exception {
    assertEquals(0, Entries.mkdirat(Open.AT_FDCWD, bytes(0xff), 0755));
    assertEquals(List.of("Create \\xff/ whole"), tree.told());
    tree.watchBelow(RelativePath.ROOT);
    assertEquals(0, Entries.renameat(Open.AT_FDCWD, bytes(0xff), Open.AT_FDCWD, bytes(0xfe)));
    assertEquals(List.of("Move \\xff/ \\xfe/"), tree.told());
    assertEquals(List.of("/", "\\xfe/"), tree.watched());
    assertEquals(0, Entries.unlinkat(Open.AT_FDCWD, bytes(0xfe), Entries.AT_REMOVEDIR));
    assertEquals(List.of("Delete \\xfe/"), tree.told());
  }

  @Test
  void aDirectoryRenamedBetweenOpeningAndWatchingIsFoundUnderItsNewName() throws Exception {
    Files.createDirectories(path("d/e"));
    try (Directory directory = tree.open("d")) {
      Files.move(path("d"), path("D"));
      tree.watch("d", directory);
    }
    assertEquals(List.of("Create d/ whole", "Rescan d/", "Create D/ whole"), tree.told());
    tree.watchBelow(RelativePath.ROOT);
    write("D/f");
    assertEquals(List.of("Create D/f", "Modify D/f", "Modify D/f closed"), tree.told());
    assertEquals(List.of("/", "D/", "D/e/"), tree.watched());
  }

  @Test
  void theRootIsMovedAway() throws Exception {
    Path moved = outside.resolve("moved");
    Files.move(root, moved);
    write(moved, "f");
    assertEquals(List.of("gone: was moved away"), tree.told());
    Files.move(moved, root);
  }

  private static void write(Path directory, String name) throws IOException {
    Files.writeString(directory.resolve(name), "content");
  }

  @Test
  void afterAnOverflowEverythingIsCompared() throws Exception {
    int most = maxQueuedEvents();
    var stopped = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    try (var watched =
        new WatchedTree(
            root,
            () -> {
              stopped.countDown();
              await(go); // a reader must not be held up; here its place is taken by a busy machine
            })) {
      Files.createFile(path("f"));
      await(stopped);
      Instant before = Instant.now();
      for (int i = 0; i < most / 2 + 1000; i++) {
        Files.setLastModifiedTime(path("f"), FileTime.fromMillis(i));
        Files.setLastModifiedTime(root, FileTime.fromMillis(i));
      }
      go.countDown();
      Told told = watched.drain();
      assertTrue(told.lines.contains("Rescan /"), () -> "only " + told.lines.size() + " events");
      assertFalse(told.rescans.getFirst().isAfter(before));
      assertFalse(told.rescans.getFirst().isBefore(before.minusSeconds(60)));
      write("g");
      assertEquals(List.of("Create g", "Modify g", "Modify g closed"), watched.told());
    }
  }

  private static int maxQueuedEvents() throws IOException {
    // In one read: the second one of such a file finds its end.
    try (var in = Files.newInputStream(Path.of("/proc/sys/fs/inotify/max_queued_events"))) {
      var text = new byte[32];
      return Integer.parseInt(
          new String(text, 0, in.read(text), StandardCharsets.US_ASCII).strip());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(60, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void afterClosingNothingIsWatched() throws Exception {
    try (Directory directory = tree.open("")) {
      tree.watcher.close();
      assertEquals(Watcher.Watch.GONE, tree.watch("", directory));
    }
  }
}
