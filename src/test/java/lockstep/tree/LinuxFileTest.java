package lockstep.tree;

import static lockstep.tree.LinuxFixture.assertRefused;
import static lockstep.tree.LinuxFixture.name;
import static lockstep.tree.LinuxFixture.path;
import static lockstep.tree.LinuxFixture.read;
import static lockstep.tree.LinuxFixture.stat;
import static lockstep.tree.LinuxFixture.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import lockstep.event.RelativePath;
import lockstep.tree.TreeException.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Content of files on disk.
final class LinuxFileTest {
  private static final int MIB = 1024 * 1024;

  @TempDir Path temporary;
  private Tree tree;
  private Directory directory;

  @BeforeEach
  void openRoot() throws TreeException {
    tree = LinuxTree.open(path(temporary));
    directory = tree.open(RelativePath.ROOT);
  }

  @AfterEach
  void closeRoot() {
    directory.close();
    tree.close();
  }

  private static byte[] random(int size) {
    var bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4096, 65536, 65537, 131072, 131073, 3 * MIB + 5})
  void copiesContent(int size) throws IOException {
    byte[] content = random(size);
    Files.write(temporary.resolve("source"), content);
    try (OpenFile source = directory.openFile(name("source"));
        OpenFile target = directory.create(name("target"), 0600)) {
      assertEquals(size, target.copyFrom(source, 0, size + 10L), "ends where the source ends");
      assertEquals(0, target.copyFrom(source, size, 10));
    }
    assertArrayEquals(content, Files.readAllBytes(temporary.resolve("target")));
  }

  @Test
  void copiesToTheSamePosition() throws IOException {
    byte[] content = random(MIB);
    Files.write(temporary.resolve("source"), content);
    try (OpenFile source = directory.openFile(name("source"));
        OpenFile target = directory.create(name("target"), 0600)) {
      target.truncate(MIB);
      assertEquals(300_000, target.copyFrom(source, 500_000, 300_000));
      assertEquals(100, target.copyFrom(source, 10, 100));
    }
    var expected = new byte[MIB];
    System.arraycopy(content, 500_000, expected, 500_000, 300_000);
    System.arraycopy(content, 10, expected, 10, 100);
    assertArrayEquals(expected, Files.readAllBytes(temporary.resolve("target")));
  }

  /// The kernel says that such a file has 0 bytes, and copies none.
  @Test
  void copiesFilesWhoseSizeIsNotKnown() throws IOException {
    try (Tree proc = LinuxTree.open(path(Path.of("/proc/sys/kernel")));
        Directory kernel = proc.open(RelativePath.ROOT);
        OpenFile source = kernel.openFile(name("ostype"));
        OpenFile target = directory.create(name("target"), 0600)) {
      assertEquals(6, target.copyFrom(source, 0, MIB));
    }
    assertEquals("Linux\n", Files.readString(temporary.resolve("target")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsAndWritesBuffers(boolean direct) throws TreeException {
    byte[] content = random(300_000);
    ByteBuffer buffer = direct ? ByteBuffer.allocateDirect(400_000) : ByteBuffer.allocate(400_000);
    buffer.position(7).put(content).flip().position(7);
    try (OpenFile file = directory.create(name("file"), 0600)) {
      file.write(buffer, 10_000);
      assertEquals(0, buffer.remaining());
      assertEquals(310_000, file.stat().size());

      buffer.clear().position(3);
      long at = 10_000;
      for (int n = file.read(buffer, at); n > 0; n = file.read(buffer, at)) {
        at += n;
      }
      assertEquals(310_000, at);
      var back = new byte[300_000];
      buffer.flip().position(3).get(back);
      assertArrayEquals(content, back);
      assertEquals(0, file.read(buffer.clear(), 310_000));
      assertEquals(0, file.read(buffer.clear(), 1L << 40));
    }
  }

  @Test
  void holesStay() throws TreeException {
    try (OpenFile file = directory.create(name("file"), 0600)) {
      file.write(ByteBuffer.wrap(name("begin")), 0);
      file.write(ByteBuffer.wrap(name("middle")), 2L * MIB);
      file.truncate(5L << 32);
      assertEquals(5L << 32, file.stat().size());
      assertTrue(file.stat().blocks() < 1024, "three pages and some for the file system");
      assertEquals(0, file.nextData(0));
      long hole = file.nextHole(0);
      assertTrue(hole > 0 && hole < 2 * MIB);
      assertEquals(2 * MIB, file.nextData(hole));
      long second = file.nextHole(2 * MIB);
      assertTrue(second > 2 * MIB && second < 5 * MIB);
      assertEquals(5L << 32, file.nextData(second), "only a hole follows");
      assertEquals(5L << 32, file.nextHole(5L << 32));
      assertEquals(5L << 32, file.nextData(5L << 32));
      file.truncate(3);
      assertEquals(3, file.nextHole(0));
    }
    assertEquals("beg", read(directory, "file"));
  }

  @Test
  void aCloneIsTheSourceOrNothing() throws TreeException {
    write(directory, "source", "x".repeat(8192));
    try (OpenFile source = directory.openFile(name("source"));
        OpenFile target = directory.create(name("target"), 0600)) {
      boolean cloned = target.cloneFrom(source);
      assertEquals(cloned ? 8192 : 0, target.stat().size());
    }
  }

  @Test
  void attributesOfAnOpenFile() throws TreeException {
    try (OpenFile file = directory.create(name("file"), 0600)) {
      file.setMode(04755);
      file.setTime(new Timestamp(1, 2));
      file.setOwner(-1, -1);
      file.sync();
      assertEquals(new Timestamp(1, 2), file.stat().mtime());
      assertTrue(file.stat().isUnchanged(stat(directory, "file")));
      assertEquals(0755, file.stat().mode() & 0777);
    }
  }

  @Test
  void aFileThatIsOnlyReadIsNotWritten() throws TreeException {
    write(directory, "file", "content");
    try (OpenFile file = directory.openFile(name("file"))) {
      assertRefused(Reason.OTHER, () -> file.write(ByteBuffer.wrap(name("x")), 0));
      assertRefused(Reason.UNSUPPORTED, () -> file.truncate(0));
    }
    try (OpenFile file = directory.openForUpdate(name("file"))) {
      file.write(ByteBuffer.wrap(name("C")), 0);
    }
    assertEquals("Content", read(directory, "file"));
    assertRefused(Reason.EXISTS, () -> directory.create(name("file"), 0600));
    assertRefused(Reason.ABSENT, () -> directory.openForUpdate(name("none")));
  }
}
