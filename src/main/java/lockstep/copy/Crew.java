package lockstep.copy;

import java.util.List;
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
  /// What all threads take at once. Two threads get chunks that are worth a hand-over, yet few
  /// enough that both end together; the many that a slow target keeps waiting get one item each.
  private static final int ROUND = 32;

  private final List<T> items;
  private final Consumer<List<T>> action;
  private final Workers workers;
  private final Runnable last;
  private final int width;
  private final int size;
  private final int chunks;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger helpers = new AtomicInteger();
  private final AtomicInteger unfinished;

  /// @param action must not throw an exception
  /// @param last runs on another thread than the caller's, if one of those was last
  Crew(List<T> items, Consumer<List<T>> action, Workers workers, Runnable last) {
    this.items = items;
    this.action = action;
    this.workers = workers;
    this.last = last;
    this.width = workers.width();
    this.size = Math.max(1, ROUND / width);
    this.chunks = (items.size() + size - 1) / size;
    this.unfinished = new AtomicInteger(chunks + 1);
  }

  /// @return whether everything is done; otherwise `last` runs later
  boolean run() {
    callHelpers();
    while (doChunk()) {
      unfinished.decrementAndGet();
      callHelpers();
    }
    return unfinished.decrementAndGet() == 0;
  }

  private boolean doChunk() {
    int chunk = next.getAndIncrement();
    if (chunk >= chunks) {
      return false;
    }
    int from = chunk * size;
    action.accept(items.subList(from, Math.min(items.size(), from + size)));
    return true;
  }

  /// Not for a list that the calling thread is soon done with.
  private void callHelpers() {
    while (chunks > 2 && helpers.get() < width && next.get() + helpers.get() < chunks - 1) {
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
