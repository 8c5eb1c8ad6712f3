package lockstep.delta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// The sums that blocks are known by.
final class ChecksumsTest {
  @Test
  void aWindowThatWasMovedHasTheSumOfOneThatWasPutThere() {
    var bytes = new byte[5000];
    new Random(3).nextBytes(bytes);
    for (int length : new int[] {1, 2, 700, 4096}) {
      var moved = new RollingChecksum(length);
      moved.reset(bytes, 0);
      for (int start = 0, step = 1; start + step + length <= bytes.length; step = 1 + start % 7) {
        int sum = moved.roll(bytes, start, step);
        start += step;
        assertEquals(new RollingChecksum(length).reset(bytes, start), sum);
      }
    }
  }

  @Test
  void aStrongChecksumIsOfTheseBytesOnly() {
    byte[] bytes = {1, 2, 3, 1, 2, 3, 4};
    assertEquals(StrongChecksum.of(bytes, 0, 3), StrongChecksum.of(bytes, 3, 3));
    assertNotEquals(StrongChecksum.of(bytes, 0, 3), StrongChecksum.of(bytes, 1, 3));
  }

  @Test
  void blocksNotSetAreUnknown() {
    var hashes = new BlockHashes(4096, 2);
    var one = new StrongChecksum(1, 2);
    hashes.set(1, one);
    assertTrue(hashes.has(1, one));
    assertFalse(hashes.has(1, new StrongChecksum(1, 3)));
    assertFalse(hashes.has(0, one));
    assertFalse(hashes.has(0, new StrongChecksum(0, 0)));
    assertFalse(hashes.has(2, one));
    assertEquals(32, hashes.bytes());
    assertEquals(32, BlockHashes.bytes(4097, 4096));
  }

  @Test
  void blocksAreWholePagesAndNotTooMany() {
    assertEquals(4096, BlockSize.of(0));
    assertEquals(4096, BlockSize.of(1 << 24));
    assertEquals(32 << 10, BlockSize.of(1 << 30));
    assertEquals(128 << 10, BlockSize.of(16L << 30));
    assertEquals(1 << 20, BlockSize.of(128L << 30));
    assertEquals(1 << 20, BlockSize.of(Long.MAX_VALUE));
    for (long size = 1; size < 128L << 30; size = size * 3 + 1) {
      int length = BlockSize.of(size);
      assertEquals(0, length % BlockSize.PAGE);
      assertTrue(BlockHashes.bytes(size, length) <= 2 << 20, "size " + size);
    }
  }
}
