package lockstep.watch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// Chunks of raw records on their way from the thread that reads them to the one that decodes them.
///
/// One thread fills, one other takes, neither waits, and nothing is allocated. Every chunk is
/// contiguous, after a header: its length, and when the kernel queue was last known to be empty
/// before the chunk was read. Where the rest of the ring is too short for another chunk, a header
/// with the length -1 leads to its start. Lengths are multiples of 16, so a header always fits.
final class ByteRing {
  /// Shortest room that is worth a read; a record with the longest name takes 272 bytes.
  static final int LEAST = 4096;

  private static final int HEADER = 16; // int length, int unused, long milliseconds
  private static final int SKIP = -1;

  /// What takes chunks.
  interface Taker {
    void chunk(ByteBuffer records, long relievedMillis);
  }

  private final int capacity;
  private final ByteBuffer filling;
  private final ByteBuffer taking;
  private long filled;
  private volatile long published;
  private volatile long taken;

  /// @param capacity in bytes, a power of two
  ByteRing(int capacity) {
    this.capacity = capacity;
    filling = ByteBuffer.allocateDirect(capacity).order(ByteOrder.nativeOrder());
    taking = filling.duplicate().order(ByteOrder.nativeOrder());
  }

  /// Room for the next chunk between position and limit of the buffer, at least [#LEAST] bytes, or
  /// null as long as there is none. It is used until [#publish].
  @Nullable ByteBuffer room() {
    filling.clear();
    long free = capacity - (filled - taken);
    int rest = capacity - offset(filled);
    if (rest < HEADER + LEAST) {
      if (free < rest + HEADER + LEAST) {
        return null;
      }
      filling.putInt(offset(filled), SKIP);
      filled += rest;
      free -= rest;
      rest = capacity;
    }
    int room = (int) Math.min(free, rest) - HEADER;
    int start = offset(filled) + HEADER;
    return room < LEAST ? null : filling.limit(start + room).position(start);
  }

  /// Hands over what was put into the room.
  void publish(int length, long relievedMillis) {
    int header = offset(filled);
    filling.putInt(header, length).putLong(header + 8, relievedMillis);
    filled += HEADER + length;
    published = filled;
  }

  /// Takes all chunks that are published by now.
  void take(Taker taker) {
    long end = published;
    long at = taken;
    while (at < end) {
      int header = offset(at);
      int length = taking.limit(capacity).getInt(header);
      if (length == SKIP) {
        at += capacity - header;
      } else {
        long relieved = taking.getLong(header + 8);
        taker.chunk(taking.limit(header + HEADER + length).position(header + HEADER), relieved);
        at += HEADER + length;
      }
      taken = at;
    }
  }

  private int offset(long position) {
    return (int) (position & (capacity - 1));
  }
}
