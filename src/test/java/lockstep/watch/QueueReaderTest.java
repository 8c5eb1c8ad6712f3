package lockstep.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import lockstep.linux.Open;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QueueReaderTest {
  private static final int RECORD = 32; // with a name of up to 15 bytes

  /// The kernel queue holds what the ring does not; nothing is lost, and the reader goes on when
  /// there is room.
  @Test
  void aFullRingHoldsReadingUp(@TempDir Path root) throws Exception {
    var ring = new ByteRing(16 << 10);
    var ready = new Semaphore(0);
    KernelQueue queue = KernelQueue.open();
    var reader = new QueueReader(queue, ring, ready::release);
    byte[] path = root.toString().getBytes(StandardCharsets.UTF_8);
    int fd = Open.openat(Open.AT_FDCWD, path, Open.O_RDONLY | Open.O_DIRECTORY, 0);
    assertTrue(queue.add(fd, true) > 0);
    assertEquals(0, lockstep.linux.Files.close(fd));
    reader.start();
    int files = 2_000; // two records each, four times what the ring holds
    for (int i = 0; i < files; i++) {
      Files.createFile(root.resolve("f" + i));
    }
    var bytes = new int[1];
    while (bytes[0] < files * 2 * RECORD) {
      assertTrue(ready.tryAcquire(60, TimeUnit.SECONDS), () -> "ended at " + bytes[0]);
      reader.taking();
      ring.take((records, _) -> bytes[0] += records.remaining());
      reader.taken();
    }
    assertEquals(files * 2 * RECORD, bytes[0]);
    assertEquals(bytes[0], reader.end());
    queue.close();
  }

  @Test
  void aFlushIsDoneAtOnceWhereNothingWaits() throws Exception {
    KernelQueue queue = KernelQueue.open();
    var reader = new QueueReader(queue, new ByteRing(16 << 10), () -> {});
    reader.start();
    var done = new Semaphore(0);
    reader.flush(done::release);
    reader.flush(done::release);
    assertTrue(done.tryAcquire(2, 60, TimeUnit.SECONDS));
    assertEquals(2, reader.flushed());
    queue.close();
  }
}
