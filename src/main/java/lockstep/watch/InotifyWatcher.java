package lockstep.watch;

import java.time.Instant;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import org.jspecify.annotations.Nullable;

/// Watches by `inotify(7)`, one watch a directory.
///
/// Of a root that is removed or lazily unmounted while this process holds it open, the kernel tells
/// nothing: the removal of an inode is told when its last user closes it.
public final class InotifyWatcher implements Watcher {
  /// Some 40,000 records: more than two full kernel queues.
  private static final int RING = 2 << 20;

  /// Tries to add a watch while other watches are being removed. Enough for anything but a
  /// continuous stream of removals; then the directory counts as not watched.
  private static final int TRIES = 8;

  private final KernelQueue queue;
  private final ByteRing ring = new ByteRing(RING);
  private final QueueReader reader;
  private final InotifyDecoder decoder;
  private Instant relieved = Instant.now();
  private int flushesSeen;
  private boolean failed;

  /// @param eachWrite whether each write counts as a finished change, as in lsyncd's `inotifyMode =
  ///   "Modify"`
  /// @param onReady runs on the reading thread when there is something to drain, once until
  ///   [#drain]; must not block
  /// @throws WatchException if the kernel gives no inotify instance
  public InotifyWatcher(boolean eachWrite, Runnable onReady) throws WatchException {
    queue = KernelQueue.open();
    reader = new QueueReader(queue, ring, onReady);
    decoder = new InotifyDecoder(queue::remove, eachWrite);
    reader.start();
  }

  @Override
  public Watch watch(RelativePath path, Directory directory) {
    if (!queue.enter()) {
      return Watch.GONE;
    }
    try {
      Watch result = null;
      for (int i = 0; i < TRIES && result == null; i++) {
        result = tryWatch(path, directory.descriptor());
      }
      return result == null ? outOfWatches() : result;
    } finally {
      queue.leave();
    }
  }

  private @Nullable Watch tryWatch(RelativePath path, int descriptor) {
    long removals = decoder.removals();
    int wd = queue.add(descriptor, path.isRoot());
    return wd < 0 ? outOfWatches() : decoder.register(path, wd, reader.end(), removals);
  }

  /// ENOSPC as a rule. Without the right to read the directory (EACCES), with no `/proc` (ENOENT)
  /// or no memory it cannot be watched either, and has to be compared at intervals just the same.
  private Watch outOfWatches() {
    decoder.limited();
    return Watch.OUT_OF_WATCHES;
  }

  @Override
  public void drain(Sink sink) {
    if (!queue.enter()) {
      return;
    }
    try {
      decode(sink);
    } finally {
      queue.leave();
    }
  }

  private void decode(Sink sink) {
    reader.taking();
    int flushed = reader.flushed();
    long now = System.nanoTime();
    ring.take(
        (records, millis) -> {
          relieved = Instant.ofEpochMilli(millis);
          decoder.decode(records, relieved, now, sink);
          reader.taken();
        });
    reader.taken();
    decoder.expire(now, flushed != flushesSeen, relieved, sink);
    flushesSeen = flushed;
    if (decoder.isWaiting()) {
      reader.linger();
    }
    reportFailure(sink);
  }

  private void reportFailure(Sink sink) {
    String failure = reader.failure();
    if (failure != null && !failed) {
      failed = true;
      sink.rootGone(failure);
    }
  }

  @Override
  public void flush(Runnable done) {
    reader.flush(done);
  }

  @Override
  public int size() {
    return decoder.size();
  }

  @Override
  public void forEach(Visitor visitor) {
    for (int wd : decoder.descriptors()) {
      RelativePath path = decoder.path(wd);
      if (path != null) {
        visitor.watched(wd, path);
      }
    }
  }

  @Override
  public void close() {
    queue.close();
  }
}
