package lockstep.watch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.function.Supplier;
import lockstep.event.RelativePath;
import lockstep.linux.Inotify;
import lockstep.tree.Directory;
import lockstep.tree.MemoryFileSystem;
import org.jspecify.annotations.Nullable;

/// The production decoder over the records of a [SimulatedInotify]: a watcher whose kernel queue is
/// read when the simulation says so.
///
/// Nothing is received by itself. [#receive] plays the reading thread; until then records wait in
/// the bounded kernel queue.
public final class SimulatedWatcher implements Watcher {
  /// What [KernelQueue] asks for, of every directory and of the root.
  static final int WATCHED =
      Inotify.IN_CREATE
          | Inotify.IN_DELETE
          | Inotify.IN_MOVED_FROM
          | Inotify.IN_MOVED_TO
          | Inotify.IN_MODIFY
          | Inotify.IN_CLOSE_WRITE
          | Inotify.IN_ATTRIB
          | Inotify.IN_EXCL_UNLINK;

  static final int ROOT = WATCHED | Inotify.IN_DELETE_SELF | Inotify.IN_MOVE_SELF;

  /// What one read got, and when the queue had last been empty before.
  private record Batch(ByteBuffer records, Instant relieved) {}

  private final MemoryFileSystem fs;
  private final Supplier<Instant> clock;
  private final Runnable onReady;
  private final SimulatedInotify kernel = new SimulatedInotify();
  private final InotifyDecoder decoder;
  private final ArrayDeque<Batch> received = new ArrayDeque<>();
  private Instant relieved;
  private boolean flushed;
  private boolean closed;

  /// @param eachWrite whether each write counts as a finished change
  /// @param onReady runs when there is something to [#drain]
  public SimulatedWatcher(
      MemoryFileSystem fs, Supplier<Instant> clock, boolean eachWrite, Runnable onReady) {
    this.fs = fs;
    this.clock = clock;
    this.onReady = onReady;
    this.relieved = clock.get();
    this.decoder = new InotifyDecoder(kernel::remove, eachWrite);
    fs.listen(kernel);
  }

  /// Sets how many records the kernel keeps (`fs.inotify.max_queued_events`).
  public SimulatedWatcher queueLimit(int records) {
    kernel.limitQueue(records);
    return this;
  }

  /// Sets how many directories can be watched from now on (`fs.inotify.max_user_watches`).
  public SimulatedWatcher watchLimit(int watches) {
    kernel.limitWatches(watches);
    return this;
  }

  @Override
  public Watch watch(RelativePath path, Directory directory) {
    @Nullable Watch result;
    do {
      long removals = decoder.removals();
      int wd = kernel.add(directory.descriptor(), path.isRoot() ? ROOT : WATCHED);
      if (wd < 0) {
        decoder.limited();
        return Watch.OUT_OF_WATCHES;
      }
      result = decoder.register(path, wd, kernel.queuedBytes(), removals);
    } while (result == null);
    return result;
  }

  public boolean isClosed() {
    return closed;
  }

  /// How many records wait in the kernel queue.
  public int queued() {
    return kernel.size();
  }

  /// Reads up to `most` records from the kernel queue.
  public void receive(int most) {
    var records = new ArrayList<SimulatedRecord>();
    int bytes = 0;
    while (records.size() < most) {
      SimulatedRecord record = kernel.poll();
      if (record == null) {
        break;
      }
      records.add(record);
      bytes += record.bytes();
    }
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
    records.forEach(record -> record.write(buffer));
    received.add(new Batch(buffer.flip(), relieved));
    if (kernel.size() == 0) {
      relieved = clock.get();
    }
    onReady.run();
  }

  @Override
  public void drain(Sink sink) {
    for (Batch batch = received.poll(); batch != null; batch = received.poll()) {
      decoder.decode(batch.records, batch.relieved, nanos(), sink);
    }
    decoder.expire(nanos(), flushed, relieved, sink);
    flushed = false;
  }

  /// Whether something was moved away and may still arrive: [#drain] is to be called again after
  /// some milliseconds.
  public boolean isWaiting() {
    return decoder.isWaiting();
  }

  private long nanos() {
    Instant now = clock.get();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  /// Both records of every rename that has been done are in the queue, so nothing needs to be
  /// waited for after that.
  @Override
  public void flush(Runnable done) {
    receive(Integer.MAX_VALUE);
    flushed = true;
    done.run();
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
    closed = true;
    fs.ignore(kernel);
  }
}
