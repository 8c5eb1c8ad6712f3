package lockstep.copy;

import java.nio.ByteBuffer;
import lockstep.tree.OpenFile;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;

/// Moves and compares the content of files: small files through a buffer, large ones in the kernel,
/// holes as holes.
final class FileContent {
  /// Below this a read and a write are cheaper than `copy_file_range` (measured; it has more to set
  /// up).
  private static final int SMALL = 64 << 10;

  /// Below this sharing blocks is not worth a call that most file systems refuse.
  private static final int WORTH_CLONING = 128 << 10;

  /// The unit of holes: the block size of nearly every file system.
  private static final int BLOCK = 4096;

  private static final ThreadLocal<ByteBuffer> FIRST = buffer();
  private static final ThreadLocal<ByteBuffer> SECOND = buffer();

  private final boolean sparse;

  /// Whether the target has not refused to share blocks so far; it will not change its mind.
  private volatile boolean clones = true;

  /// Likewise between two of its own files.
  private volatile boolean clonesOld = true;

  /// @param sparse whether zeros become holes
  FileContent(boolean sparse) {
    this.sparse = sparse;
  }

  private static ThreadLocal<ByteBuffer> buffer() {
    return ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(SMALL));
  }

  /// Writes the content of `source`, which is `before`, to the empty file `target`. A source that
  /// changes meanwhile gives any content; the caller finds out.
  void copy(OpenFile source, Stat before, OpenFile target) throws TreeException {
    long size = before.size();
    if (size == 0) {
      return;
    }
    if (size <= SMALL && !sparse) {
      copyThroughBuffer(source, 0, size, target);
    } else if (!isShared(source, size, target)) {
      copyRanges(source, before, target);
    }
  }

  /// Makes an empty file of the target share the blocks of `source`, where that can be done.
  boolean isShared(OpenFile source, long size, OpenFile target) throws TreeException {
    if (size < WORTH_CLONING || !clones) {
      return false;
    }
    boolean cloned = target.cloneFrom(source);
    clones = cloned;
    return cloned;
  }

  /// Whether files of the target may share blocks, as far as is known.
  boolean mayShareOld() {
    return clonesOld;
  }

  /// Makes an empty file of the target share the blocks of another, where that can be done.
  boolean isSharedOld(OpenFile old, OpenFile target) throws TreeException {
    boolean cloned = target.cloneFrom(old);
    clonesOld = cloned;
    return cloned;
  }

  /// Writes what `source` has from `start` on to where it stands in `target`.
  void copyEnd(OpenFile source, long start, long size, OpenFile target) throws TreeException {
    if (start < size) {
      copyRange(source, start, size, target);
    }
  }

  private void copyRanges(OpenFile source, Stat before, OpenFile target) throws TreeException {
    long size = before.size();
    boolean holes = Holes.mayBeIn(before);
    long position = 0;
    while (position < size) {
      long start = holes ? Math.min(size, Holes.nextData(source, position)) : position;
      long end = holes && start < size ? Math.min(size, Holes.nextHole(source, start, size)) : size;
      copyRange(source, start, end, target);
      position = end;
    }
    if (holes || sparse) {
      target.truncate(size);
    }
  }

  private void copyRange(OpenFile source, long start, long end, OpenFile target)
      throws TreeException {
    if (sparse) {
      copyThroughBuffer(source, start, end, target);
      return;
    }
    long position = start;
    while (position < end) {
      long copied = target.copyFrom(source, position, end - position);
      if (copied <= 0) {
        return; // the source became shorter
      }
      position += copied;
    }
  }

  private void copyThroughBuffer(OpenFile source, long start, long end, OpenFile target)
      throws TreeException {
    ByteBuffer buffer = FIRST.get();
    long position = start;
    while (position < end) {
      // A first read up to a block's end keeps those that follow aligned.
      int most = SMALL - (int) (position % BLOCK);
      fill(buffer, source, position, (int) Math.min(most, end - position));
      int length = buffer.remaining();
      if (length == 0) {
        return; // the source became shorter
      }
      if (sparse) {
        writeBlocks(buffer, position, target);
      } else {
        target.write(buffer, position);
      }
      position += length;
    }
  }

  /// Writes runs of blocks that are not all zero; a block of zeros is left out.
  private static void writeBlocks(ByteBuffer buffer, long position, OpenFile target)
      throws TreeException {
    int limit = buffer.limit();
    int start = 0;
    while (start < limit) {
      int end = blockEnd(position, start, limit);
      boolean zero = isZero(buffer, start, end);
      while (!zero && end < limit && !isZero(buffer, end, blockEnd(position, end, limit))) {
        end = blockEnd(position, end, limit);
      }
      if (!zero) {
        target.write(buffer.slice(start, end - start), position + start);
      }
      start = end;
    }
  }

  private static int blockEnd(long position, int offset, int limit) {
    return Math.min(limit, offset + BLOCK - (int) ((position + offset) % BLOCK));
  }

  private static boolean isZero(ByteBuffer buffer, int start, int end) {
    int i = start;
    for (; i <= end - Long.BYTES; i += Long.BYTES) {
      if (buffer.getLong(i) != 0) {
        return false;
      }
    }
    for (; i < end; i++) {
      if (buffer.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  /// Whether the first `size` bytes of the two files are equal.
  static boolean isEqual(OpenFile one, OpenFile other, long size) throws TreeException {
    return isEqual(one, other, 0, size);
  }

  /// Whether the bytes from `start` to `size` of the two files are equal.
  static boolean isEqual(OpenFile one, OpenFile other, long start, long size) throws TreeException {
    ByteBuffer first = FIRST.get();
    ByteBuffer second = SECOND.get();
    for (long position = start; position < size; position += SMALL) {
      int length = (int) Math.min(SMALL, size - position);
      fill(first, one, position, length);
      fill(second, other, position, length);
      if (first.remaining() < length || !first.equals(second)) {
        return false;
      }
    }
    return true;
  }

  /// Reads `length` bytes, or fewer where the file ends.
  private static void fill(ByteBuffer buffer, OpenFile file, long position, int length)
      throws TreeException {
    buffer.clear().limit(length);
    int read = 1;
    while (read > 0 && buffer.hasRemaining()) {
      read = file.read(buffer, position + buffer.position());
    }
    buffer.flip();
  }
}
