package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.OpenFile;
import lockstep.tree.Stat;
import lockstep.tree.Timestamp;
import lockstep.tree.TreeException;
import org.junit.jupiter.api.Test;

/// A big file of the target becomes equal to its source in every way there is to write it.
interface RewritingContract extends Sides {
  int MIB = 1 << 20;

  CopyOptions INPLACE =
      CopyOptions.ARCHIVE.with(Writing.DEFAULT.with(new Rewriting(false, true, false, false)));
  CopyOptions INPLACE_WHOLE =
      CopyOptions.ARCHIVE.with(Writing.DEFAULT.with(new Rewriting(true, true, false, false)));
  CopyOptions WHOLE =
      CopyOptions.ARCHIVE.with(Writing.DEFAULT.with(new Rewriting(true, false, false, false)));
  CopyOptions APPEND =
      CopyOptions.ARCHIVE.with(Writing.DEFAULT.with(new Rewriting(false, false, true, false)));
  CopyOptions APPEND_VERIFY =
      CopyOptions.ARCHIVE.with(Writing.DEFAULT.with(new Rewriting(false, false, false, true)));

  private static byte[] name() {
    return new byte[] {'f'};
  }

  private void write(byte[] content) throws TreeException {
    try (Directory root = source().open(RelativePath.ROOT)) {
      write(root, content);
    }
  }

  private void writeTarget(byte[] content) throws TreeException {
    try (Directory root = target().open(RelativePath.ROOT)) {
      write(root, content);
    }
  }

  /// Into the file that is there: its inode stays.
  private static void write(Directory root, byte[] content) throws TreeException {
    boolean there = root.stat(name()) != null;
    try (OpenFile file = there ? root.openForUpdate(name()) : root.create(name(), 0640)) {
      file.truncate(0);
      file.write(ByteBuffer.wrap(content), 0);
    }
  }

  private byte[] read() throws TreeException {
    try (Directory root = target().open(RelativePath.ROOT)) {
      return TreeText.read(root, name());
    }
  }

  private Stat targetFile() throws TreeException {
    try (Directory root = target().open(RelativePath.ROOT)) {
      Stat stat = root.stat(name());
      if (stat == null) {
        throw new AssertionError("absent");
      }
      return stat;
    }
  }

  private static byte[] random(int size, long seed) {
    var content = new byte[size];
    new Random(seed).nextBytes(content);
    return content;
  }

  private static byte[] joined(byte[]... parts) {
    var all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private static byte[] changed(byte[] content, int at, int length) {
    byte[] changed = content.clone();
    for (int i = at; i < at + length; i++) {
      changed[i]++;
    }
    return changed;
  }

  /// Contents that follow one another, big enough to be worth a comparison.
  private static byte[][] history() {
    byte[] first = random(9 * MIB + 77, 1);
    byte[] middle = changed(first, 3 * MIB + 5, 70_000);
    byte[] appended = joined(middle, random(100_003, 2));
    byte[] front = joined(random(MIB, 3), appended);
    byte[] unaligned = joined(random(1001, 4), front);
    byte[] cut = Arrays.copyOfRange(unaligned, 2 * MIB, 8 * MIB);
    byte[] zeros = changed(cut, 0, 1);
    Arrays.fill(zeros, MIB, 2 * MIB, (byte) 0);
    byte[] ends = changed(changed(zeros, 0, 1), zeros.length - 1, 1);
    return new byte[][] {first, middle, appended, front, unaligned, cut, zeros, ends, {}, first};
  }

  private void follows(CopyOptions options) throws TreeException {
    Mirror mirror = mirror(options);
    int version = 0;
    for (byte[] content : history()) {
      write(content);
      assertClean(mirror.settle(mirror.named("f")));
      assertArrayEquals(content, read(), options.writing().rewriting() + " version " + version++);
      assertSame();
    }
  }

  @Test
  default void besideTheOldOne() throws TreeException {
    follows(CopyOptions.ARCHIVE);
  }

  @Test
  default void asAWhole() throws TreeException {
    follows(WHOLE);
  }

  @Test
  default void inPlace() throws TreeException {
    follows(INPLACE);
  }

  @Test
  default void inPlaceAsAWhole() throws TreeException {
    follows(INPLACE_WHOLE);
  }

  @Test
  default void besideTheOldOneWhenWhatItHeldIsForgotten() throws TreeException {
    for (byte[] content : history()) {
      write(content);
      Mirror fresh = mirror();
      assertClean(fresh.settle(fresh.named("f")));
      assertArrayEquals(content, read());
    }
  }

  @Test
  default void inPlaceTheInodeStays() throws TreeException {
    byte[] content = random(3 * MIB, 5);
    write(content);
    mirror(INPLACE).scanAll();
    long inode = targetFile().inode();
    write(changed(content, 2 * MIB, 10));
    mirror(INPLACE).scanAll();
    assertEquals(inode, targetFile().inode());
    write(content);
    mirror().scanAll();
    assertNotEquals(inode, targetFile().inode());
    assertSame();
  }

  @Test
  default void whatSomebodyElseWroteToTheTargetIsNotTakenForOurs() throws TreeException {
    for (CopyOptions options : new CopyOptions[] {CopyOptions.ARCHIVE, INPLACE}) {
      Mirror mirror = mirror(options);
      byte[] content = random(3 * MIB, 6);
      for (int round = 0; round < 3; round++) {
        content = changed(content, 5000 * round, 1);
        write(content);
        assertClean(mirror.settle(mirror.named("f")));
        writeTarget(changed(content, 2 * MIB + round, 1));
        try (Directory root = target().open(RelativePath.ROOT)) {
          Stat source = sourceFile();
          root.setTime(name(), new Timestamp(source.mtime().seconds(), source.mtime().nanos()));
        }
        content = changed(content, MIB + round, 1);
        write(content);
        assertClean(mirror.settle(mirror.named("f")));
        assertArrayEquals(content, read());
      }
    }
  }

  private Stat sourceFile() throws TreeException {
    try (Directory root = source().open(RelativePath.ROOT)) {
      Stat stat = root.stat(name());
      if (stat == null) {
        throw new AssertionError("absent");
      }
      return stat;
    }
  }

  @Test
  default void holesStayHolesAndOthersBecomeOnes() throws TreeException {
    for (CopyOptions options : new CopyOptions[] {CopyOptions.ARCHIVE, INPLACE, INPLACE_WHOLE}) {
      write(random(6 * MIB, 7));
      Mirror mirror = mirror(options);
      mirror.scanAll();
      try (Directory root = source().open(RelativePath.ROOT);
          OpenFile file = root.openForUpdate(name())) {
        file.truncate(MIB + 12_345);
        file.truncate(7 * MIB);
        file.write(ByteBuffer.wrap(random(20_000, 8)), 4 * MIB + 999);
      }
      assertClean(mirror.scanAll());
      try (Directory root = source().open(RelativePath.ROOT)) {
        assertArrayEquals(TreeText.read(root, name()), read());
      }
      long used = targetFile().blocks() * 512;
      assertTrue(used < 3 * MIB / 2, options.writing().rewriting() + ": " + used);
    }
  }

  @Test
  default void aFileWithSeveralNamesIsNotWrittenInPlace() throws TreeException {
    byte[] content = random(2 * MIB, 9);
    write(content);
    mirror(INPLACE).scanAll();
    try (Directory root = target().open(RelativePath.ROOT)) {
      root.link(name(), root, new byte[] {'g'});
      write(changed(content, 0, 1));
      Mirror mirror = mirror(INPLACE);
      mirror.settle(mirror.named("f"));
      assertArrayEquals(changed(content, 0, 1), read());
      assertArrayEquals(content, TreeText.read(root, new byte[] {'g'}));
    }
  }

  @Test
  default void appendTrustsWhatIsThere() throws TreeException {
    appended(APPEND, "abXXef");
  }

  @Test
  default void appendVerifyDoesNot() throws TreeException {
    appended(APPEND_VERIFY, "abcdef");
  }

  private void appended(CopyOptions options, String expected) throws TreeException {
    Mirror mirror = mirror(options);
    write(bytes("abcdef"));
    writeTarget(bytes("abXX"));
    long inode = targetFile().inode();
    assertEquals(1, mirror.settle(mirror.named("f")).counts().copied());
    assertEquals(expected, new String(read(), StandardCharsets.ISO_8859_1));
    assertEquals(inode, targetFile().inode());
    assertEquals(sourceFile().mtime(), targetFile().mtime());
    for (String longer : new String[] {"xyzxyz", "longer than that"}) {
      writeTarget(bytes(longer));
      Timestamp before = targetFile().mtime();
      assertEquals(0, mirror.settle(mirror.named("f")).counts().copied());
      assertEquals(longer, new String(read(), StandardCharsets.ISO_8859_1));
      assertEquals(before, targetFile().mtime());
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
