package lockstep.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ByteRingTest {
  private final ByteRing ring = new ByteRing(16 << 10);
  private int filled;
  private int taken;

  private boolean fill(int length) {
    ByteBuffer room = ring.room();
    if (room == null) {
      return false;
    }
    int fits = Math.min(length, room.remaining() / 16 * 16);
    for (int i = 0; i < fits; i += 4) {
      room.putInt(filled++);
    }
    ring.publish(fits, filled);
    return true;
  }

  private void take() {
    ring.take(
        (records, relieved) -> {
          records.order(ByteOrder.nativeOrder());
          while (records.hasRemaining()) {
            assertEquals(taken++, records.getInt());
          }
          assertEquals(taken, relieved);
        });
  }

  @Test
  void whatIsFilledIsTakenInOrderThroughManyTurns() {
    var random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      if (random.nextInt(3) > 0) {
        fill(16 * (1 + random.nextInt(300)));
      } else {
        take();
      }
    }
    take();
    assertEquals(filled, taken);
  }

  @Test
  void aFullRingHasNoRoomUntilItIsTaken() {
    int chunks = 0;
    while (fill(ByteRing.LEAST)) {
      chunks++;
    }
    assertEquals(3, chunks); // the fourth would not fit with its header
    assertNull(ring.room());
    take();
    assertNotNull(ring.room());
  }
}
