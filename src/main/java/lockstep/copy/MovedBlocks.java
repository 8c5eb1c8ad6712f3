package lockstep.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import lockstep.delta.BlockSize;
import lockstep.delta.DeltaEncoder;
import lockstep.delta.Patcher;
import lockstep.delta.Signature;
import lockstep.tree.OpenFile;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;

/// Makes a file equal to its source where blocks of the old content stand at another offset now:
/// shares them with the old file instead of writing them.
///
/// File systems share whole blocks at block offsets only. So only what moved by a multiple of that
/// is sought, which is cheap; anything else has to be written, from where it comes from.
final class MovedBlocks implements Patcher.Destination {
  /// When so much in a row differs in a file whose length has changed too, content may have moved.
  static final int WORTH_SEEKING = 4 << 20;

  /// How far one looks before all of the old content is read.
  private static final long OLD_PROBE = 64 << 20;

  private static final long NEW_PROBE = 128 << 20;

  /// A bound on the memory that a search takes, about 28 bytes a block.
  private static final long MOST_BLOCKS = 1 << 18;

  private final OpenFile source;
  private final Stat before;
  private final OpenFile old;
  private final long oldSize;
  private final OpenFile target;

  MovedBlocks(OpenFile source, Stat before, OldContent old, OpenFile target) {
    this.source = source;
    this.before = before;
    this.old = old.file();
    this.oldSize = old.size();
    this.target = target;
  }

  /// Writes everything from `start` on, if there is old content that has moved.
  ///
  /// @return whether it was done
  boolean write(long start, int blockSize) throws TreeException {
    if ((oldSize - start) / blockSize > MOST_BLOCKS) {
      return false;
    }
    try {
      long oldEnd = Math.min(oldSize, start + OLD_PROBE);
      long newEnd = Math.min(before.size(), start + NEW_PROBE);
      Signature probe = signature(start, oldEnd, blockSize);
      if (!new DeltaEncoder(probe, BlockSize.PAGE, _ -> {}).encode(source::read, start, newEnd)) {
        return false;
      }
      Signature all = signature(start, oldSize, blockSize);
      new DeltaEncoder(all, BlockSize.PAGE, new Patcher(this, start))
          .encode(source::read, start, before.size());
      return true;
    } catch (IOException e) {
      throw ChangedBlocks.refusal(e);
    }
  }

  /// As the window moves by pages, a page is enough for the weak sum.
  private Signature signature(long start, long end, int blockSize) throws IOException {
    return Signature.of(old::read, start, end, blockSize, BlockSize.PAGE);
  }

  @Override
  public void write(ByteBuffer bytes, long position) throws TreeException {
    target.write(bytes, position);
  }

  @Override
  public void copy(long oldPosition, long position, long length) throws TreeException {
    if (!target.cloneRange(old, oldPosition, position, length)) {
      copyThroughBuffer(oldPosition, position, length);
    }
  }

  private void copyThroughBuffer(long oldPosition, long position, long length)
      throws TreeException {
    var buffer = ByteBuffer.allocate((int) Math.min(length, 1 << 16));
    for (long done = 0; done < length; ) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), length - done));
      int read = old.read(buffer, oldPosition + done);
      if (read == 0) {
        throw new TreeException(TreeException.Reason.OTHER, "the old file became shorter");
      }
      target.write(buffer.flip(), position + done);
      done += read;
    }
  }
}
