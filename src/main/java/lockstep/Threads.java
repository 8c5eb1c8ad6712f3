package lockstep;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import lockstep.event.AbsolutePath;
import lockstep.linux.Open;
import lockstep.linux.Statx;
import org.jspecify.annotations.Nullable;

/// A pool of platform threads (calls into C would hold on to a virtual one's carrier), as many as
/// suit the target at the moment.
final class Threads implements Surroundings.Workers {
  /// The first look brings the path into the kernel's memory, others may meet a busy processor.
  private static final int LOOKS = 4;

  private final @Nullable AbsolutePath target;
  private final Width width = new Width();
  private final ThreadPoolExecutor pool;

  /// @param target a directory to fit the number to before anything was done
  Threads(String name, @Nullable AbsolutePath target) {
    this.target = target;
    int first = width.now();
    var factory = Thread.ofPlatform().daemon().name("copy " + name + " ", 1).factory();
    this.pool =
        new ThreadPoolExecutor(
            first, first, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
  }

  /// Fits the number to how long the target takes to be asked about itself, past what the kernel
  /// remembers.
  @Override
  public void fit() {
    if (target == null) {
      return;
    }
    long shortest = Long.MAX_VALUE;
    for (int look = 0; look < LOOKS; look++) {
      long start = System.nanoTime();
      Statx.current().statx(Open.AT_FDCWD, target.bytes(), Statx.AT_STATX_FORCE_SYNC);
      shortest = Math.min(shortest, System.nanoTime() - start);
    }
    width.expect(shortest);
    resize();
  }

  @Override
  public int width() {
    return width.now();
  }

  @Override
  public void execute(Runnable task) {
    pool.execute(() -> run(task));
  }

  private void run(Runnable task) {
    // where nothing waits, more threads would be of no use
    long busy = pool.getQueue().isEmpty() ? -1 : ProcessorTime.nanos();
    if (busy < 0) {
      task.run();
      return;
    }
    long start = System.nanoTime();
    task.run();
    width.worked(System.nanoTime() - start, ProcessorTime.nanos() - busy);
    resize();
  }

  private synchronized void resize() {
    int wanted = width.now();
    int size = pool.getCorePoolSize();
    if (wanted > size) {
      pool.setMaximumPoolSize(wanted);
      pool.setCorePoolSize(wanted);
    } else if (wanted < size) {
      pool.setCorePoolSize(wanted);
      pool.setMaximumPoolSize(wanted);
    }
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
