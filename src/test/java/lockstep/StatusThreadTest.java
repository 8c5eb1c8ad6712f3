package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import lockstep.event.AbsolutePath;
import lockstep.status.Watches;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StatusThreadTest {
  @TempDir Path directory;

  /// One watch; asked, it says so, and waits to be let go.
  private static final class Held implements Watches {
    final CountDownLatch asked = new CountDownLatch(1);
    final CountDownLatch free = new CountDownLatch(1);

    @Override
    public int size() {
      asked.countDown();
      try {
        free.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return 1;
    }

    @Override
    public void forEach(Visitor visitor) {}
  }

  private static Watches watches(int size, AtomicInteger asked) {
    return new Watches() {
      @Override
      public int size() {
        asked.incrementAndGet();
        return size;
      }

      @Override
      public void forEach(Visitor visitor) {}
    };
  }

  @Test
  void whileOneIsBeingWrittenOnlyTheNewestWaits() throws Exception {
    Path file = directory.resolve("status");
    var held = new Held();
    var asked = new AtomicInteger();
    try (var thread = new StatusThread()) {
      write(thread, file, held);
      held.asked.await();
      for (int i = 0; i < 100; i++) {
        write(thread, file, watches(i, asked));
      }
      held.free.countDown();
    }
    assertEquals(1, asked.get());
    assertEquals("Inotify watching 99 directories", Files.readAllLines(file).getLast());
  }

  @Test
  void theEndDoesNotWaitForWhatHangs() throws Exception {
    var held = new Held();
    var thread = new StatusThread();
    write(thread, directory.resolve("status"), held);
    held.asked.await();
    thread.close();
    assertFalse(Files.exists(directory.resolve("status")));
    held.free.countDown();
  }

  private static void write(StatusThread thread, Path file, Watches watches) {
    thread.write(AbsolutePath.of(file.toString()), Instant.EPOCH, List.of(), watches);
  }
}
