package lockstep.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import lockstep.delta.BlockHashes;
import lockstep.delta.BlockSize;
import lockstep.delta.StrongChecksum;
import lockstep.tree.OpenFile;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// Makes a file that holds old content equal to its source by writing the blocks that differ.
///
/// Blocks are compared at the same offset: with their hashes where those are remembered, otherwise
/// with what the file holds, page by page. Databases, images of disks and logs change like that.
final class ChangedBlocks {
  /// So many bytes are read at once at least.
  private static final int CHUNK = 128 << 10;

  private static final int PAGE = BlockSize.PAGE;

  private final OpenFile source;
  private final Stat before;
  private final OpenFile target;
  private final OpenFile oldFile;
  private final long oldSize;
  private final boolean holes;
  private final int blockSize;
  private final @Nullable BlockHashes old;
  private final @Nullable BlockHashes made;
  private final @Nullable MovedBlocks moved;
  private final byte[] wanted;
  private final byte[] present;

  /// How many bytes right before the present position all differed.
  private long differing;

  private boolean soughtMoved;

  /// @param old what the target holds
  /// @param cache decides whether hashes are worth making
  /// @param moved finds old content that has moved; null where it could not be taken from there
  ///   without writing it
  ChangedBlocks(
      OpenFile source,
      Stat before,
      OpenFile target,
      OldContent old,
      SignatureCache cache,
      @Nullable MovedBlocks moved) {
    this.source = source;
    this.before = before;
    this.target = target;
    this.oldFile = old.file();
    this.oldSize = old.size();
    this.holes = Holes.mayBeIn(before);
    int usual = BlockSize.of(before.size());
    BlockHashes known = old.hashes();
    this.old = known != null && known.blockSize() * 2 >= usual ? known : null;
    this.blockSize = this.old == null ? usual : this.old.blockSize();
    this.made = hashes(before.size(), blockSize, cache);
    this.moved = holes || oldSize == before.size() ? null : moved;
    int chunk = Math.ceilDiv(CHUNK, blockSize) * blockSize;
    this.wanted = new byte[chunk];
    this.present = new byte[chunk];
  }

  private static @Nullable BlockHashes hashes(long size, int blockSize, SignatureCache cache) {
    return cache.hasRoomFor(BlockHashes.bytes(size, blockSize))
        ? new BlockHashes(blockSize, Math.toIntExact(Math.ceilDiv(size, blockSize)))
        : null;
  }

  /// Writes what differs. A source that changes meanwhile gives any content; the caller finds out.
  ///
  /// @return the hashes of what the target holds then; null if it has too many blocks
  @Nullable BlockHashes write() throws TreeException {
    long size = before.size();
    long position = 0;
    while (position < size) {
      long data = holes ? Math.min(size, Holes.nextData(source, position)) : position;
      long start = data < size ? data - data % blockSize : size;
      if (start > position) {
        clear(position, Math.min(start, oldSize));
      }
      long end = holes && start < size ? Holes.nextHole(source, data, size) : size;
      position = start < size ? update(start, Math.min(size, roundUp(end))) : size;
    }
    if (holes || size < oldSize) {
      target.truncate(size);
    }
    return made;
  }

  private long roundUp(long position) {
    return position > Long.MAX_VALUE - blockSize
        ? Long.MAX_VALUE
        : Math.ceilDiv(position, blockSize) * blockSize;
  }

  /// Makes a hole as the source has one.
  private void clear(long start, long end) throws TreeException {
    differing = 0;
    if (start >= end || Holes.nextData(target, start) >= end) {
      return;
    }
    try {
      target.punch(start, end - start);
    } catch (TreeException e) {
      if (e.reason() != TreeException.Reason.UNSUPPORTED) {
        throw e;
      }
      update(start, end);
    }
  }

  /// @return up to where the target is right now, `end` or beyond
  private long update(long start, long end) throws TreeException {
    for (long position = start; position < end; ) {
      int length = read(source, wanted, position, end);
      if (length == 0) {
        return end; // the source became shorter
      }
      updateChunk(position, length);
      position += length;
      if (moved != null && !soughtMoved && differing >= MovedBlocks.WORTH_SEEKING) {
        soughtMoved = true;
        if (moved.write(position - differing, blockSize)) {
          return before.size();
        }
      }
    }
    return end;
  }

  private static int read(OpenFile file, byte[] bytes, long position, long end)
      throws TreeException {
    var buffer = ByteBuffer.wrap(bytes, 0, (int) Math.min(bytes.length, end - position));
    int read = 1;
    while (read > 0 && buffer.hasRemaining()) {
      read = file.read(buffer, position + buffer.position());
    }
    return buffer.position();
  }

  private void updateChunk(long position, int length) throws TreeException {
    boolean isRead = false;
    int known = 0;
    for (int start = 0; start < length; start += blockSize) {
      int end = Math.min(length, start + blockSize);
      int block = (int) ((position + start) / blockSize);
      StrongChecksum hash =
          old == null && made == null ? null : StrongChecksum.of(wanted, start, end - start);
      if (made != null && hash != null) {
        made.set(block, hash);
      }
      if (old == null || hash == null || !old.isKnown(block)) {
        if (!isRead) {
          isRead = true;
          known = position < oldSize ? read(oldFile, present, position, oldSize) : 0;
        }
        writePages(position, start, end, known);
      } else if (old.has(block, hash)) {
        differing = 0;
      } else {
        write(position, start, end);
      }
    }
  }

  /// Writes runs of pages that differ from those in `present`, which ends at `known`.
  private void writePages(long position, int start, int end, int known) throws TreeException {
    int from = start;
    while (from < end) {
      int to = from;
      while (to < end && !isPresent(to, Math.min(end, to + PAGE), known)) {
        to = Math.min(end, to + PAGE);
      }
      if (to > from) {
        write(position, from, to);
      }
      if (to < end) {
        differing = 0;
        to = Math.min(end, to + PAGE);
      }
      from = to;
    }
  }

  private boolean isPresent(int start, int end, int known) {
    return end <= known && Arrays.equals(wanted, start, end, present, start, end);
  }

  private void write(long position, int start, int end) throws TreeException {
    target.write(ByteBuffer.wrap(wanted, start, end - start), position + start);
    differing = position + start < oldSize ? differing + end - start : 0;
  }

  /// What `delta` reads and writes by is a file here, which throws nothing else.
  static TreeException refusal(IOException e) {
    if (e instanceof TreeException refusal) {
      return refusal;
    }
    throw new IllegalStateException("not from a file", e);
  }
}
