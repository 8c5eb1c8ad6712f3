package lockstep.copy;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Goes through a list in chunks, on the calling thread and on as many others as are free.
///
/// Nobody waits: whoever does the last chunk learns that it was the last. Helpers do one chunk and
/// return, so that a long list leaves room for others' work; the calling thread calls new ones as
/// long as there are chunks. It counts as one chunk itself, hence with an executor that runs
/// everything on the calling thread it is always the last, and calls do not nest.
final class Crew<T> {
  /// Enough that a chunk is worth a hand-over, few enough that the threads end together.
  private static final int CHUNK = 16;

  /// A list up to this length is done by the calling thread alone.
  private static final int ALONE = 32;

  /// As many as the widest pool for a slow target has threads.
  private static final int MOST_HELPERS = 32;

  private final List<T> items;
  private final Consumer<List<T>> action;
  private final Executor workers;
  private final Runnable last;
  private final int chunks;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger helpers = new AtomicInteger();
  private final AtomicInteger unfinished;

  /// @param action must not throw an exception
  /// @param last runs on another thread than the caller's, if one of those was last
  Crew(List<T> items, Consumer<List<T>> action, Executor workers, Runnable last) {
    this.items = items;
    this.action = action;
    this.workers = workers;
    this.last = last;
    this.chunks = (items.size() + CHUNK - 1) / CHUNK;
    this.unfinished = new AtomicInteger(chunks + 1);
  }

  /// @return whether everything is done; otherwise `last` runs later
  boolean run() {
    if (items.size() > ALONE) {
      callHelpers();
    }
    while (doChunk()) {
      unfinished.decrementAndGet();
      if (items.size() > ALONE) {
        callHelpers();
      }
    }
    return unfinished.decrementAndGet() == 0;
  }

  private boolean doChunk() {
    int chunk = next.getAndIncrement();
    if (chunk >= chunks) {
      return false;
    }
    int from = chunk * CHUNK;
    action.accept(items.subList(from, Math.min(items.size(), from + CHUNK)));
    return true;
  }

  private void callHelpers() {
    while (helpers.get() < MOST_HELPERS && next.get() + helpers.get() < chunks - 1) {
      helpers.incrementAndGet();
      try {
        workers.execute(this::help);
      } catch (RejectedExecutionException _) {
        helpers.decrementAndGet();
        return; // a pool that is closing: the calling thread does the rest
      }
    }
  }

  private void help() {
    boolean done = doChunk();
    helpers.decrementAndGet();
    if (done && unfinished.decrementAndGet() == 0) {
      last.run();
    }
  }
}
