package lockstep.tree;

import static lockstep.tree.TreeContract.bytes;
import static lockstep.tree.TreeContract.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import lockstep.tree.TreeException.Reason;
import org.junit.jupiter.api.Test;

/// Open files: reading, writing, holes and copies.
interface TreeContractFiles extends TreeContract {
  /// Larger than the blocks of any usual file system, so that holes of this size are kept.
  int BIG = 1 << 20;

  @Test
  default void onlyRegularFilesAreOpened() throws TreeException {
    mkdir("d");
    try (Directory root = root()) {
      root.makeSymlink(bytes("l"), bytes("d"));
      root.makeNode(bytes("p"), FileType.FIFO, 0644, 0);
      root.makeNode(bytes("s"), FileType.SOCKET, 0644, 0);
      refused(Reason.ABSENT, () -> root.openFile(bytes("x")));
      refused(Reason.IS_A_DIRECTORY, () -> root.openFile(bytes("d")));
      refused(Reason.NOT_A_DIRECTORY, () -> root.openFile(bytes("l")));
      refused(Reason.OTHER, () -> root.openFile(bytes("p")));
      refused(Reason.OTHER, () -> root.openFile(bytes("s")));
      refused(Reason.ABSENT, () -> root.openForUpdate(bytes("x")));
      refused(Reason.IS_A_DIRECTORY, () -> root.openForUpdate(bytes("d")));
      refused(Reason.NOT_A_DIRECTORY, () -> root.openForUpdate(bytes("l")));
      refused(Reason.OTHER, () -> root.openForUpdate(bytes("p")));
      refused(Reason.OTHER, () -> root.openForUpdate(bytes("s")));
    }
  }

  @Test
  default void writesAndReadsAtPositions() throws TreeException {
    try (Directory root = root();
        OpenFile file = root.create(bytes("f"), 0600)) {
      file.write(ByteBuffer.wrap(bytes("world")), 6);
      file.write(ByteBuffer.wrap(bytes("hello")), 0);
      assertEquals("hello\0world", text(file));
      var buffer = ByteBuffer.allocate(8).position(2).limit(5);
      assertEquals(3, file.read(buffer, 7));
      assertEquals("\0\0orl\0\0\0", new String(buffer.array(), StandardCharsets.US_ASCII));
      assertEquals(5, buffer.position());
      assertEquals(0, file.read(ByteBuffer.allocate(1), 11));
      assertEquals(0, file.read(ByteBuffer.allocate(1), 4711));
    }
  }

  @Test
  default void updatesWhatIsThere() throws TreeException {
    write("f", "hello");
    try (Directory root = root();
        OpenFile file = root.openForUpdate(bytes("f"))) {
      file.write(ByteBuffer.wrap(bytes("J")), 0);
      file.sync();
    }
    assertEquals("Jello", read("f"));
  }

  @Test
  default void whatIsOpenForReadingIsNotWritten() throws TreeException {
    write("f", "hello");
    try (Directory root = root();
        OpenFile file = root.openFile(bytes("f"))) {
      assertThrows(TreeException.class, () -> file.write(ByteBuffer.wrap(bytes("J")), 0));
    }
    assertEquals("hello", read("f"));
  }

  @Test
  default void truncates() throws TreeException {
    try (Directory root = root();
        OpenFile file = root.create(bytes("f"), 0600)) {
      file.write(ByteBuffer.wrap(bytes("hello")), 0);
      file.truncate(2);
      file.truncate(4);
      assertEquals("he\0\0", text(file));
      file.truncate(BIG);
      assertEquals(BIG, file.stat().size());
      assertTrue(file.stat().blocks() < BIG / 512);
    }
  }

  @Test
  default void tellsDataFromHoles() throws TreeException {
    try (Directory root = root();
        OpenFile file = root.create(bytes("f"), 0600)) {
      assertEquals(0, file.nextData(0));
      assertEquals(0, file.nextHole(0));
      file.truncate(3 * BIG);
      assertEquals(3 * BIG, file.nextData(0));
      file.write(ByteBuffer.allocate(BIG), BIG);
      assertEquals(BIG, file.nextData(0));
      assertEquals(BIG + 5, file.nextData(BIG + 5));
      assertEquals(3 * BIG, file.nextData(2 * BIG));
      assertEquals(0, file.nextHole(0));
      assertEquals(2 * BIG, file.nextHole(BIG));
      file.truncate(2 * BIG);
      assertEquals(2 * BIG, file.nextHole(BIG + 1));
    }
  }

  @Test
  default void copiesToTheSamePosition() throws TreeException {
    write("a", "hello world");
    try (Directory root = root();
        OpenFile from = root.openFile(bytes("a"));
        OpenFile to = root.create(bytes("b"), 0600)) {
      assertEquals(5, to.copyFrom(from, 6, 5));
      assertEquals("\0\0\0\0\0\0world", text(to));
      assertEquals(11, to.copyFrom(from, 0, 100));
      assertEquals(0, to.copyFrom(from, 11, 100));
      assertEquals("hello world", text(to));
    }
  }

  @Test
  default void aCloneIsWholeOrNotAtAll() throws TreeException {
    write("a", "hello");
    try (Directory root = root();
        OpenFile from = root.openFile(bytes("a"));
        OpenFile to = root.create(bytes("b"), 0600)) {
      boolean cloned = to.cloneFrom(from);
      assertEquals(cloned ? "hello" : "", text(to));
    }
  }

  @Test
  default void aClonedRangeIsThereOrNothingChanged() throws TreeException {
    try (Directory root = root();
        OpenFile from = root.create(bytes("a"), 0600);
        OpenFile to = root.create(bytes("b"), 0600)) {
      from.write(ByteBuffer.wrap(bytes("a".repeat(BIG) + "b".repeat(BIG))), 0);
      to.write(ByteBuffer.wrap(bytes("c".repeat(3 * BIG))), 0);
      boolean cloned = to.cloneRange(from, BIG, 0, BIG);
      assertEquals((cloned ? "b" : "c").repeat(BIG) + "c".repeat(2 * BIG), text(to));
      assertFalse(to.cloneRange(from, 1, 0, 4096));
      assertEquals((cloned ? "b" : "c").repeat(BIG) + "c".repeat(2 * BIG), text(to));
      assertEquals("a".repeat(BIG) + "b".repeat(BIG), text(from));
    }
  }

  @Test
  default void punchesHoles() throws TreeException {
    try (Directory root = root();
        OpenFile file = root.create(bytes("f"), 0600)) {
      file.write(ByteBuffer.wrap(bytes("x".repeat(3 * BIG))), 0);
      file.punch(BIG - 3, BIG + 5);
      assertEquals("x".repeat(BIG - 3) + "\0".repeat(BIG + 5) + "x".repeat(BIG - 2), text(file));
      assertEquals(BIG, file.nextHole(BIG));
      assertEquals(2 * BIG, file.nextData(BIG));
      file.punch(2 * BIG, 5 * BIG);
      assertEquals(3 * BIG, file.stat().size());
      assertEquals("x".repeat(BIG - 3) + "\0".repeat(2 * BIG + 3), text(file));
    }
  }

  @Test
  default void aRemovedFileLivesWhileItIsOpen() throws TreeException {
    try (Directory root = root();
        OpenFile file = root.create(bytes("f"), 0600)) {
      root.unlink(bytes("f"));
      file.write(ByteBuffer.wrap(bytes("x")), 0);
      assertEquals("x", text(file));
      assertEquals(0, file.stat().links());
    }
  }

  @Test
  default void aClosedFileIsNotUsed() throws TreeException {
    try (Directory root = root()) {
      OpenFile file = root.create(bytes("f"), 0600);
      file.close();
      file.close();
      assertThrows(IllegalStateException.class, file::stat);
    }
  }
}
