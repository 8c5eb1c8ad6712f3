package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import lockstep.LogSink.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LogQueueTest {
  private final List<String> written = new CopyOnWriteArrayList<>();
  private final CountDownLatch stuck = new CountDownLatch(1);
  private final CountDownLatch free = new CountDownLatch(1);

  @Test
  void linesArriveInOrderBeforeItIsClosed() {
    try (var queue = new LogQueue(this::take)) {
      for (int i = 0; i < 1000; i++) {
        log(queue, "line " + i);
      }
    }
    assertEquals(1000, written.size());
    assertEquals("Normal: line 999", written.getLast());
  }

  @Test
  void aStuckPlaceHoldsUpNobodyAndWhatIsLostIsCounted() throws Exception {
    try (var queue = new LogQueue(this::stick, 30)) {
      log(queue, "the first line");
      stuck.await();
      log(queue, "the second line, which is long");
      for (int i = 0; i < 5; i++) {
        log(queue, "lost");
      }
      free.countDown();
      while (written.size() < 2) {
        Thread.onSpinWait();
      }
      log(queue, "again");
    }
    assertEquals(
        List.of(
            "Normal: the first line",
            "Normal: the second line, which is long",
            "Warn: 5 lines of the log were lost",
            "Normal: again"),
        written);
  }

  @Test
  void theEndDoesNotWaitForWhatIsStuck() throws Exception {
    var queue = new LogQueue(this::stick);
    log(queue, "one");
    stuck.await();
    queue.close();
    assertTrue(written.isEmpty());
    free.countDown();
  }

  private static void log(LogSink queue, String text) {
    queue.line(Instant.EPOCH, Severity.NOTICE, "Normal", text);
  }

  private void take(Instant time, Severity severity, String category, String text) {
    written.add(category + ": " + text);
  }

  private void stick(Instant time, Severity severity, String category, String text) {
    stuck.countDown();
    try {
      free.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    take(time, severity, category, text);
  }
}
