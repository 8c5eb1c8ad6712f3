package lockstep.tree;

import static lockstep.tree.TreeContract.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lockstep.event.RelativePath;
import lockstep.tree.TreeException.Reason;
import org.junit.jupiter.api.Test;

/// What the simulation's file system has and the kernel's has not: faults, space, observers,
/// unmounting, snapshots.
final class MemoryFileSystemTest {
  private Instant now = Instant.ofEpochSecond(1000);
  private final MemoryFileSystem fs = new MemoryFileSystem(1, () -> now);
  private final MemoryWriter writer = fs.writer();

  private static RelativePath path(String path) {
    return RelativePath.of(path);
  }

  private static byte[] name(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aSnapshotShowsEverything() {
    writer.mkdirs("d/e");
    writer.write("d/f", "hello");
    writer.link("d/f", "d/g");
    writer.symlink("d/l", "nowhere");
    writer.write("long", "x".repeat(100));
    writer.node(path("d/n"), FileType.CHARACTER_DEVICE, 0600, 0x103);
    writer.utimes("d/f", 7);
    writer.chown(path("d/f"), 1, 2);
    writer.xattr(path("d/f"), "user.a", new byte[] {10, 11});
    assertEquals(
        """
        . DIRECTORY 755 0:0 1000.000000000
        d DIRECTORY 755 0:0 1000.000000000
        d/e DIRECTORY 755 0:0 1000.000000000
        d/f REGULAR 644 1:2 5 "hello" 7.000000000 user.a=0a0b
        d/g REGULAR 644 1:2 5 "hello" 7.000000000 user.a=0a0b = d/f
        d/l SYMLINK 0:0 -> nowhere 1000.000000000
        d/n CHARACTER_DEVICE 600 0:0 device 103 1000.000000000
        long REGULAR 644 0:0 100 %016x 1000.000000000
        """
            .formatted(MemoryFileSystem.digest(name("x".repeat(100)))),
        fs.snapshot().text());
    assertEquals(
        """
        e DIRECTORY
        f REGULAR 5 "hello"
        """,
        fs.snapshot()
            .of(path("d"))
            .including(below -> below.equals(path("e")) || below.equals(path("f")))
            .without(
                MemorySnapshot.Aspect.MODE,
                MemorySnapshot.Aspect.OWNER,
                MemorySnapshot.Aspect.TIME,
                MemorySnapshot.Aspect.XATTRS,
                MemorySnapshot.Aspect.HARD_LINKS)
            .text());
  }

  @Test
  void digestsTellContentsApart() {
    writer.write("a", "x");
    writer.truncate("a", 10_000);
    byte[] content = new byte[10_000];
    content[0] = 'x';
    var seen = new ArrayList<Long>();
    fs.observe(
        new MemoryObserver() {
          @Override
          public void published(RelativePath path, FileType type, long digest) {
            seen.add(digest);
          }
        });
    writer.link("a", "b");
    assertEquals(List.of(MemoryFileSystem.digest(content)), seen, "a hole is as good as zeros");
    content[9999] = 1;
    assertNotEquals(MemoryFileSystem.digest(content), seen.getFirst());
    assertNotEquals(MemoryFileSystem.digest(new byte[1]), MemoryFileSystem.digest(new byte[2]));
  }

  @Test
  void observersSeeWhatBecomesVisible() throws TreeException {
    var seen = new ArrayList<String>();
    fs.observe(
        new MemoryObserver() {
          @Override
          public void published(RelativePath path, FileType type, long digest) {
            boolean is1 = digest == MemoryFileSystem.digest(name("1"));
            seen.add("published " + path + (is1 ? " 1" : ""));
          }

          @Override
          public void removed(RelativePath path, FileType type) {
            seen.add("removed " + path + " " + type);
          }

          @Override
          public void renamed(RelativePath from, RelativePath to) {
            seen.add("renamed " + from + " " + to);
          }
        });
    writer.mkdirs("d");
    writer.write("d/f", "1");
    writer.link("d/f", "g");
    writer.rename("d", "e");
    writer.append("g", "2");
    writer.delete("e");
    assertEquals(
        """
        published d
        published d/f
        published d/f 1
        published g 1
        renamed d e
        published e
        published e/f 1
        published e/f
        published g
        removed e/f REGULAR
        removed e DIRECTORY\
        """,
        String.join("\n", seen));
  }

  @Test
  void spaceEndsInTheMiddleOfAWrite() throws TreeException {
    fs.limit(3 * 4096);
    try (MemoryTree tree = fs.tree();
        Directory root = tree.open(RelativePath.ROOT)) {
      root.makeDirectory(name("d"), 0755);
      try (OpenFile f = root.create(name("f"), 0600)) {
        refused(Reason.NO_SPACE, () -> f.write(ByteBuffer.allocate(3 * 4096), 0));
        assertEquals(2 * 4096, f.stat().size());
        refused(Reason.NO_SPACE, () -> root.makeDirectory(name("e"), 0755));
        root.unlink(name("f"));
        refused(Reason.NO_SPACE, () -> root.makeDirectory(name("e"), 0755));
      }
      root.makeDirectory(name("e"), 0755);
      root.removeDirectory(name("e"));
      root.makeDirectory(name("e2"), 0755);
    }
  }

  @Test
  void numbersAreUsedAgainAndTimesAreNot() {
    writer.write("a", "1");
    Stat before = TreeContract.unchecked(() -> fs.tree().open(RelativePath.ROOT).stat(name("a")));
    writer.delete("a");
    writer.write("b", "1");
    Stat after = writer.stat(path("b"));
    assertEquals(before.inode(), after.inode());
    assertTrue(after.ctime().compareTo(before.ctime()) > 0);
  }

  @Test
  void coarseTimesHideAChange() throws TreeException {
    fs.coarseTimes();
    writer.write("a", "1");
    try (MemoryTree tree = fs.tree();
        Directory root = tree.open(RelativePath.ROOT)) {
      Stat before = root.stat(name("a"));
      writer.write("a", "2");
      assertEquals(before, root.stat(name("a")));
      now = now.plusMillis(4);
      writer.write("a", "3");
      assertNotEquals(before, root.stat(name("a")));
    }
  }

  @Test
  void exchangesTwoEntries() {
    writer.mkdirs("d/sub");
    writer.write("f", "1");
    writer.exchange("d/sub", "f");
    assertEquals("1", writer.text("d/sub"));
    assertTrue(writer.stat(path("f")).isDirectory());
    assertEquals(2, writer.stat(path("d")).links());
    assertArrayEquals(name("d"), writer.list(RelativePath.ROOT).getFirst());
  }
}
