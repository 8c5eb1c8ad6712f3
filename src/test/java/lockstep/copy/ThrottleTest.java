package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.ByteBuffer;
import java.time.Instant;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.OpenFile;
import lockstep.tree.TreeException;
import org.junit.jupiter.api.Test;

/// With a clock that goes on only while somebody sleeps.
final class ThrottleTest {
  private static final long SECOND = 1_000_000_000;
  private long now = 7;

  private Throttle throttle(long rate) {
    return new Throttle(rate, () -> now, nanos -> now += Math.min(nanos, SECOND / 3));
  }

  @Test
  void manyPiecesTakeTheirTime() {
    Throttle throttle = throttle(1000);
    for (int i = 0; i <= 50; i++) {
      throttle.take(100);
    }
    assertEquals(7 + 5 * SECOND, now);
  }

  @Test
  void nothingIsSavedUp() {
    Throttle throttle = throttle(1000);
    throttle.take(1000);
    now += 100 * SECOND;
    throttle.take(1000);
    assertEquals(7 + 100 * SECOND, now);
    throttle.take(1000);
    assertEquals(7 + 101 * SECOND, now);
  }

  @Test
  void withoutALimitTheFileIsAsItWas() throws TreeException {
    try (var tree = new MemoryFileSystem(1, () -> Instant.EPOCH).tree();
        Directory root = tree.open(RelativePath.ROOT);
        OpenFile file = root.create(new byte[] {'a'}, 0600)) {
      assertSame(file, throttle(0).slow(file));
    }
  }

  @Test
  void filesAreCopiedPieceByPiece() throws TreeException {
    Throttle throttle = throttle(80_000); // 10,000 at once
    try (var tree = new MemoryFileSystem(1, () -> Instant.EPOCH).tree();
        Directory root = tree.open(RelativePath.ROOT);
        OpenFile source = root.create(new byte[] {'a'}, 0600);
        OpenFile target = root.create(new byte[] {'b'}, 0600)) {
      source.write(ByteBuffer.allocate(100_000), 0);
      assertEquals(100_000, throttle.slow(target).copyFrom(source, 0, 120_000));
      assertEquals(100_000, target.stat().size());
    }
    assertEquals(7 + 10 * SECOND / 8, now);
  }
}
