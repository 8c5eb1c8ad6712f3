package lockstep;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardOldestPolicy;
import java.util.concurrent.TimeUnit;
import lockstep.event.AbsolutePath;
import lockstep.plan.SyncStatus;
import lockstep.status.Watches;

/// Writes the status file on a thread of its own: its file system may hang, and the loop must not.
///
/// While one is being written, the newest waits, and what it replaces is dropped. That it cannot be
/// written is said once, and how often when it can be again.
final class StatusThread implements AutoCloseable {
  /// How long the end of the program may be held up by the last one.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final long STACK = 256 * 1024;
  private static final int REST_SECONDS = 10;

  private final ThreadPoolExecutor thread;
  private final Complaint complaint = new Complaint();

  StatusThread() {
    var factory = Thread.ofPlatform().name("status file").daemon().stackSize(STACK).factory();
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            REST_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            factory,
            new DiscardOldestPolicy());
    thread.allowCoreThreadTimeOut(true);
  }

  /// Has the file written, soon. Returns at once.
  ///
  /// @param watches may be asked by another thread
  void write(AbsolutePath file, Instant now, List<SyncStatus> syncs, Watches watches) {
    thread.execute(() -> put(file, now, syncs, watches));
  }

  private void put(AbsolutePath file, Instant now, List<SyncStatus> syncs, Watches watches) {
    try {
      new StatusWriter(file).write(now, ZoneId.systemDefault(), syncs, watches);
      complaint.over("Status file \"" + file + "\" is written again");
    } catch (ErrnoException e) {
      complaint.failed("Cannot open status file \"" + file + "\": " + e.getMessage());
    }
  }

  /// Waits a moment for the last one to be written.
  @Override
  public void close() {
    thread.shutdown();
    try {
      boolean _ = thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
