package lockstep.watch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A kernel queue: records are put in as the kernel writes them, and taken out in one piece.
final class Records {
  private ByteBuffer queued = ByteBuffer.allocate(1024).order(ByteOrder.nativeOrder());
  private long taken;

  /// @param name empty for a record about the watched directory itself
  void add(int wd, int mask, int cookie, byte[] name) {
    int padded = name.length == 0 ? 0 : (name.length + 16) / 16 * 16; // at least one NUL
    if (queued.remaining() < 16 + padded) {
      int position = queued.position();
      queued = ByteBuffer.wrap(Arrays.copyOf(queued.array(), queued.capacity() * 2 + padded));
      queued.order(ByteOrder.nativeOrder()).position(position);
    }
    queued.putInt(wd).putInt(mask).putInt(cookie).putInt(padded);
    queued.put(name).put(new byte[padded - name.length]);
  }

  boolean isEmpty() {
    return queued.position() == 0;
  }

  /// Where the queue ends, in bytes of all records so far.
  long end() {
    return taken + queued.position();
  }

  ByteBuffer take() {
    var records = ByteBuffer.wrap(Arrays.copyOf(queued.array(), queued.position()));
    taken += queued.position();
    queued.clear();
    return records;
  }
}
