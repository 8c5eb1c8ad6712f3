package lockstep.watch;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import lockstep.linux.Errno;
import org.jspecify.annotations.Nullable;

/// The thread that empties the kernel queue into a ring, and does nothing else.
///
/// The kernel keeps 16,384 records by default, which a busy writer makes in 30 ms; what comes then
/// is lost. So this thread decodes nothing, waits for no other thread, and leaves no garbage. Only
/// when the ring is full does it stop.
final class QueueReader {
  /// Reading at most once a millisecond halves the work an event (many records a read). The first
  /// record after a quiet spell is read at once.
  private static final long PACE_NANOS = 1_000_000;

  /// When something that was moved away is given up, a moment after its grace.
  private static final int LINGER_MILLIS = 21;

  /// A read ends before a record that does not fit: the longest has 272 bytes.
  private static final int LONGEST_RECORD = 272;

  /// How long [#end] waits for a read, which does not block: up to 100 ms.
  private static final int SPINS = 1000;

  private static final int PAUSES = 2000;
  private static final int PAUSE_NANOS = 50_000;

  private record Flush(Runnable done, long target) {}

  private final KernelQueue queue;
  private final ByteRing ring;
  private final Runnable onReady;
  private final Thread thread;
  private final AtomicBoolean announced = new AtomicBoolean();
  private final Queue<Runnable> asked = new ConcurrentLinkedQueue<>();
  private final ArrayDeque<Flush> flushes = new ArrayDeque<>();
  private volatile boolean lingering;
  private volatile boolean starving;
  private volatile boolean reading;
  private volatile int readingAtMost;
  private volatile long total;
  private volatile long reads;
  private volatile int flushed;
  private volatile boolean ended;
  private volatile @Nullable String failure;
  private long count;
  private int flushCount;
  private long relievedMillis = System.currentTimeMillis();
  private long lastRead = System.nanoTime() - PACE_NANOS;

  QueueReader(KernelQueue queue, ByteRing ring, Runnable onReady) {
    this.queue = queue;
    this.ring = ring;
    this.onReady = onReady;
    thread = Thread.ofPlatform().daemon().name("lockstep-inotify").unstarted(this::run);
  }

  void start() {
    if (!queue.enter()) {
      throw new IllegalStateException("closed");
    }
    thread.start();
  }

  private void run() {
    try {
      while (!queue.isClosed() && failure == null) {
        acceptFlushes();
        ByteBuffer room = ring.room();
        if (room == null) {
          awaitRoom();
        } else {
          read(room);
        }
      }
    } finally {
      ended = true;
      flushes.forEach(flush -> flush.done().run());
      flushes.clear();
      release();
      queue.leave();
    }
  }

  private void read(ByteBuffer room) {
    long before = System.currentTimeMillis();
    int length = readCounted(room);
    if (length > 0) {
      ring.publish(length, relievedMillis);
      if (length <= room.remaining() - LONGEST_RECORD) {
        relievedMillis = before;
      }
      announce();
      completeFlushes();
      pace();
    } else if (length == -Errno.EAGAIN) {
      relievedMillis = before;
      awaitRecords();
    } else if (length != -Errno.EINTR) {
      failure = "cannot be watched: reading from inotify failed: " + Errno.text(length);
      announce();
    }
  }

  private int readCounted(ByteBuffer room) {
    long read = reads + 1;
    readingAtMost = room.remaining();
    reading = true;
    int length = queue.read(room);
    count += Math.max(length, 0);
    total = count;
    reads = read;
    reading = false;
    return length;
  }

  private void awaitRecords() {
    boolean wasLingering = lingering;
    if (!queue.awaitRecords(wasLingering ? LINGER_MILLIS : -1)) {
      lingering = false;
      announce();
    }
  }

  private void awaitRoom() {
    starving = true;
    announce();
    if (ring.room() == null) {
      queue.awaitWake();
    }
    starving = false;
  }

  private void pace() {
    long now = System.nanoTime();
    long rest = lastRead + PACE_NANOS - now;
    if (rest > 0 && flushes.isEmpty() && asked.isEmpty()) {
      LockSupport.parkNanos(rest);
      now = System.nanoTime();
    }
    lastRead = now;
  }

  /// A flush is done when as much has been read as was queued when it was asked for; so an endless
  /// writer does not hold it up.
  private void acceptFlushes() {
    Runnable done = asked.poll();
    while (done != null) {
      flushes.add(new Flush(done, total + queue.queued()));
      done = asked.poll();
    }
    completeFlushes();
  }

  private void completeFlushes() {
    while (!flushes.isEmpty() && flushes.getFirst().target() <= total) {
      flushed = ++flushCount;
      flushes.removeFirst().done().run();
    }
  }

  private void announce() {
    if (!announced.getAndSet(true)) {
      onReady.run();
    }
  }

  // What follows is called by other threads.

  /// Tells that everything announced so far is about to be taken.
  void taking() {
    announced.set(false);
  }

  /// Tells that the ring has room again.
  void taken() {
    if (starving) {
      wake();
    }
  }

  /// Announces once more in a few milliseconds.
  void linger() {
    if (!lingering) {
      lingering = true;
      wake();
    }
  }

  void flush(Runnable done) {
    asked.add(done);
    wake();
    if (ended || !thread.isAlive()) {
      release();
    }
  }

  /// After the end nothing more will be received, and nobody must wait for it.
  private void release() {
    for (Runnable done = asked.poll(); done != null; done = asked.poll()) {
      done.run();
    }
  }

  /// How many flushes have been completed.
  int flushed() {
    return flushed;
  }

  /// Why reading ended, or null.
  @Nullable String failure() {
    return failure;
  }

  /// At least where the queue ends now, in bytes of all records since it was opened; more by up to
  /// one read if one is going on.
  long end() {
    int queued = queue.queued();
    long read = reads;
    for (int i = 0; isReading(read) && i < SPINS + PAUSES; i++) {
      if (i < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(PAUSE_NANOS); // it has lost its processor
      }
    }
    int underWay = isReading(read) ? readingAtMost : 0;
    return total + underWay + queued;
  }

  /// Whether the read goes on that went on after this many.
  private boolean isReading(long read) {
    return reading && reads == read;
  }

  private void wake() {
    queue.wake();
    LockSupport.unpark(thread);
  }
}
