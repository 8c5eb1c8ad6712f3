package lockstep;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// What other threads want done on the loop's thread, in the order in which they said so.
///
/// It is bounded by those who post: each worker has one answer under way, each job at work, each
/// watcher and each list of news one notice, each control connection one request.
final class Inbox {
  private final BlockingQueue<Runnable> posted = new LinkedBlockingQueue<>();
  private final AtomicBoolean woken = new AtomicBoolean();

  void post(Runnable task) {
    posted.add(task);
  }

  /// Has the loop go round once more; as cheap as can be when it was asked to already.
  void wake() {
    if (woken.compareAndSet(false, true)) {
      posted.add(() -> woken.set(false));
    }
  }

  /// Runs everything that has been posted.
  ///
  /// @return whether there was anything
  boolean run() {
    boolean any = false;
    for (Runnable task = posted.poll(); task != null; task = posted.poll()) {
      task.run();
      any = true;
    }
    return any;
  }

  /// Waits until something is posted, and runs it.
  ///
  /// @param atMost for so long; null waits for ever
  void await(@Nullable Duration atMost) throws InterruptedException {
    Runnable task =
        atMost == null ? posted.take() : posted.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
    if (task != null) {
      task.run();
    }
  }
}
