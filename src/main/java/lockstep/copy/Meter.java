package lockstep.copy;

import java.util.concurrent.atomic.LongAdder;
import lockstep.tree.OpenFile;

/// Counts what a copier writes while it writes it: a report comes only when a piece of work is
/// done, which may be one file of hours.
///
/// Read by any thread. What it shows is of about the same moment, no more.
public final class Meter {
  /// Smaller files are counted when they are done: they are done at once.
  private static final long WORTH_WATCHING = 4 << 20;

  private final LongAdder files = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder left = new LongAdder();

  /// Files that have been written.
  public long files() {
    return files.sum();
  }

  /// Bytes of content that have been written, in vain or not.
  public long bytes() {
    return bytes.sum();
  }

  /// Bytes still to be written of the big files that are being written.
  public long left() {
    return Math.max(0, left.sum());
  }

  /// The file through which what is written to `target` is counted, if that may take long.
  ///
  /// @param size to be expected
  OpenFile watch(OpenFile target, long size) {
    return size < WORTH_WATCHING ? target : new MeteredFile(target, this, size);
  }

  void begin(long size) {
    left.add(size);
  }

  void advance(long count) {
    bytes.add(count);
    left.add(-count);
  }

  /// A watched file is closed.
  ///
  /// @param missing how much less was written than had been expected
  void end(long missing) {
    left.add(-missing);
  }

  /// A file has been put in place.
  void done(long size) {
    files.increment();
    if (size < WORTH_WATCHING) {
      bytes.add(size);
    }
  }
}
