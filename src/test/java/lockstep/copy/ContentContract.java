package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Random;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.OpenFile;
import lockstep.tree.Stat;
import lockstep.tree.Timestamp;
import lockstep.tree.TreeException;
import org.junit.jupiter.api.Test;

/// Content of every size arrives, and holes as holes.
interface ContentContract extends Sides {
  CopyOptions SPARSE = CopyOptions.ARCHIVE.with(Writing.DEFAULT.withHoles());

  private static byte[] name() {
    return new byte[] {'f'};
  }

  private void write(byte[] content) throws TreeException {
    try (Directory root = source().open(RelativePath.ROOT)) {
      if (root.stat(name()) != null) {
        root.unlink(name());
      }
      try (OpenFile file = root.create(name(), 0600)) {
        file.write(ByteBuffer.wrap(content), 0);
      }
    }
  }

  private byte[] read() throws TreeException {
    try (Directory root = target().open(RelativePath.ROOT)) {
      return TreeText.read(root, name());
    }
  }

  private long blocks() throws TreeException {
    try (Directory root = target().open(RelativePath.ROOT)) {
      Stat stat = root.stat(name());
      return stat == null ? -1 : stat.blocks();
    }
  }

  private static byte[] random(int size, long seed) {
    var content = new byte[size];
    new Random(seed).nextBytes(content);
    return content;
  }

  @Test
  default void everySize() throws TreeException {
    for (int size : new int[] {0, 1, 4095, 65_535, 65_536, 65_537, 200_000, 3_000_001}) {
      for (CopyOptions options : new CopyOptions[] {CopyOptions.ARCHIVE, SPARSE}) {
        byte[] content = random(size, size);
        write(content);
        Report report = mirror(options).scanAll();
        assertClean(report);
        assertArrayEquals(content, read(), "size " + size);
      }
    }
  }

  @Test
  default void oneChangedByteIsFoundWhereverItIs() throws TreeException {
    for (int at : new int[] {0, 65_535, 65_536, 131_072, 199_999}) {
      byte[] content = random(200_000, 1);
      write(content);
      stamp();
      mirror().scanAll();
      content[at]++;
      write(content);
      stamp();
      Mirror mirror = mirror();
      assertEquals(1, mirror.settle(mirror.named("f")).counts().copied(), "at " + at);
      assertArrayEquals(content, read());
      assertEquals(0, mirror.settle(mirror.named("f")).counts().copied());
    }
  }

  private void stamp() throws TreeException {
    try (Directory root = source().open(RelativePath.ROOT)) {
      root.setTime(name(), new Timestamp(5, 0));
    }
  }

  @Test
  default void holesStayHoles() throws TreeException {
    for (CopyOptions options : new CopyOptions[] {CopyOptions.ARCHIVE, SPARSE}) {
      try (Directory root = source().open(RelativePath.ROOT)) {
        if (root.stat(name()) != null) {
          root.unlink(name());
        }
        try (OpenFile file = root.create(name(), 0600)) {
          file.write(ByteBuffer.wrap(random(5000, 2)), 1_000_000);
          file.write(ByteBuffer.wrap(random(10, 2)), 4_000_000);
          file.truncate(6_000_000);
        }
        assertClean(mirror(options).scanAll());
        assertArrayEquals(TreeText.read(root, name()), read());
        assertTrue(blocks() < 200, "blocks: " + blocks());
      }
    }
  }

  @Test
  default void zerosBecomeHolesWhenAskedTo() throws TreeException {
    byte[] content = random(1_000_000, 3);
    for (int i = 100_000; i < 900_000; i++) {
      content[i] = 0;
    }
    content[500_000] = 1;
    write(content);
    assertClean(mirror(SPARSE).scanAll());
    assertArrayEquals(content, read());
    assertTrue(blocks() * 512 < 250_000, "blocks: " + blocks());
    assertTrue(blocks() * 512 >= 200_000, "blocks: " + blocks());
  }

  @Test
  default void onlyZeros() throws TreeException {
    write(new byte[300_000]);
    assertClean(mirror(SPARSE).scanAll());
    assertArrayEquals(new byte[300_000], read());
    assertEquals(0, blocks());
  }
}
