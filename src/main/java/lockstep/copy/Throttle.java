package lockstep.copy;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import lockstep.tree.OpenFile;

/// Keeps what all workers of a sync write within a rate (`bwlimit`).
///
/// Whoever wants to write first waits until what was written before would have taken its time at
/// that rate. Nothing is saved up while nobody writes.
final class Throttle {
  /// How long one piece of a file may take: workers take turns, and none waits for long.
  private static final long PIECES_A_SECOND = 8;

  private static final long LEAST_PIECE = 4096;
  private static final long MOST_PIECE = 1L << 20;
  private static final double SECOND = 1e9;

  private final long rate;
  private final LongSupplier clock;
  private final LongConsumer sleep;
  private boolean started;
  private long free;

  /// @param rate bytes in a second; 0 for no limit
  Throttle(long rate) {
    this(rate, System::nanoTime, LockSupport::parkNanos);
  }

  /// @param clock in nanoseconds
  /// @param sleep waits for so many nanoseconds, or for less
  Throttle(long rate, LongSupplier clock, LongConsumer sleep) {
    this.rate = rate;
    this.clock = clock;
    this.sleep = sleep;
  }

  /// The same file, written to no faster than is allowed.
  OpenFile slow(OpenFile file) {
    return rate == 0 ? file : new ThrottledFile(file, this);
  }

  /// How much to write at once.
  long piece() {
    return Math.clamp(rate / PIECES_A_SECOND, LEAST_PIECE, MOST_PIECE);
  }

  /// Waits until `bytes` may be written.
  void take(long bytes) {
    long begin = reserve((long) (bytes * SECOND / rate));
    for (long left = begin - clock.getAsLong(); left > 0; left = begin - clock.getAsLong()) {
      sleep.accept(left);
    }
  }

  /// @return when it may begin
  private synchronized long reserve(long nanos) {
    long now = clock.getAsLong();
    long begin = started && free - now > 0 ? free : now;
    started = true;
    free = begin + nanos;
    return begin;
  }
}
