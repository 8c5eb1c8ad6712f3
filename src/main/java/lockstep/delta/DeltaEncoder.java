package lockstep.delta;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Finds the blocks of old content in new content, wherever they stand in it.
///
/// A window of one block's length moves over the new content. Where its weak sum is one of the old
/// blocks' and its strong hash too, the block is there, and the window moves on by its length;
/// otherwise by a step. The block that followed the last one found is tried first, so that long
/// stretches come in one piece.
///
/// The work is linear in the length of the content, whatever stands in it: chains are bounded, and
/// content that makes the weak sum lie again and again is not hashed any more.
public final class DeltaEncoder {
  /// Receives the pieces.
  public interface Sink {
    void accept(Delta piece) throws IOException;
  }

  /// How often a byte may be hashed strongly, on average: once, but for false alarms.
  private static final int MOST_HASHED = 4;

  private static final int BUFFER = 512 << 10;

  private final Signature old;
  private final Sink sink;
  private final int step;
  private final int length;
  private final RollingChecksum rolling;
  private final byte[] buffer;
  private long base; // what position the buffer begins at
  private int filled;
  private long literal; // from where on nothing was passed on
  private Delta.@Nullable CopyBlocks found;
  private int expected = Signature.NONE;
  private long hashed;
  private long looked;

  /// @param step 1 finds blocks at every position; more only at multiples from the start on, and
  ///   divides the block size
  public DeltaEncoder(Signature old, int step, Sink sink) {
    this(old, step, sink, BUFFER);
  }

  DeltaEncoder(Signature old, int step, Sink sink, int bufferSize) {
    if (step < 1 || old.blockSize() % step != 0) {
      throw new IllegalArgumentException(step + " does not divide " + old.blockSize());
    }
    this.old = old;
    this.sink = sink;
    this.step = step;
    this.length = old.blockSize();
    this.rolling = new RollingChecksum(old.weakLength());
    this.buffer = new byte[Math.max(bufferSize, 2 * length)];
  }

  /// Encodes what stands from `start` to `end`, or to where the content ends before.
  ///
  /// @return whether any block was found
  public boolean encode(ByteSource content, long start, long end) throws IOException {
    base = start;
    literal = start;
    filled = 0;
    long position = start;
    boolean any = false;
    boolean fresh = true;
    int weak = 0;
    while (position + length <= end && hold(content, position, end)) {
      int offset = (int) (position - base);
      weak = fresh ? rolling.reset(buffer, offset) : weak;
      int block = find(weak, offset, position - start + length);
      fresh = block != Signature.NONE;
      if (fresh) {
        any = true;
        match(block, position);
        position += length;
      } else if (position + step + length > end || !hold(content, position + step, end)) {
        break;
      } else {
        weak = rolling.roll(buffer, (int) (position - base), step);
        position += step;
      }
    }
    finish(content, end);
    return any;
  }

  /// Makes the window at `position` stand in the buffer, with what was not passed on and the step
  /// before it.
  private boolean hold(ByteSource content, long position, long end) throws IOException {
    if (position + length <= base + filled) {
      return true;
    }
    if (position - literal + length > buffer.length - step) {
      flush(position - step);
    }
    long keep = Math.min(literal, Math.max(base, position - step));
    int kept = (int) (base + filled - keep);
    System.arraycopy(buffer, (int) (keep - base), buffer, 0, kept);
    base = keep;
    int room = (int) Math.min(buffer.length - kept, end - base - kept);
    filled = kept + content.fill(ByteBuffer.wrap(buffer, kept, room), base + kept);
    return position + length <= base + filled;
  }

  private int find(int weak, int offset, long passed) {
    @Nullable StrongChecksum strong = null;
    int block = expected;
    boolean chained = false;
    for (int looks = 0; looks <= Signature.LONGEST_CHAIN; looks++) {
      if (block != Signature.NONE) {
        looked++;
        if (old.hasWeak(block, weak)) {
          strong = strong == null ? hash(offset, passed) : strong;
          if (strong == null || old.hasStrong(block, strong)) {
            return strong == null ? Signature.NONE : block;
          }
        }
      }
      block = chained ? old.following(block) : old.first(weak);
      chained = true;
      if (block == Signature.NONE) {
        return Signature.NONE;
      }
    }
    return Signature.NONE;
  }

  /// @return null where enough was hashed
  private @Nullable StrongChecksum hash(int offset, long passed) {
    if (hashed > MOST_HASHED * passed) {
      return null;
    }
    hashed += length;
    return StrongChecksum.of(buffer, offset, length);
  }

  private void match(int block, long position) throws IOException {
    flush(position);
    long from = old.position(block);
    Delta.CopyBlocks before = found;
    if (before != null && before.position() + before.length() == from) {
      found = new Delta.CopyBlocks(before.position(), before.length() + length);
    } else {
      passFound();
      found = new Delta.CopyBlocks(from, length);
    }
    literal = position + length;
    expected = block + 1;
  }

  private void passFound() throws IOException {
    Delta.CopyBlocks before = found;
    found = null;
    if (before != null) {
      sink.accept(before);
    }
  }

  /// Passes on, literally, what stands before `position` and was not.
  private void flush(long position) throws IOException {
    if (position > literal) {
      passFound();
      int start = (int) (literal - base);
      int size = (int) (position - literal);
      sink.accept(new Delta.Literal(ByteBuffer.wrap(buffer, start, size).slice()));
      literal = position;
    }
  }

  private void finish(ByteSource content, long end) throws IOException {
    passFound();
    flush(Math.max(literal, base + filled));
    long position = Math.max(literal, base + filled);
    while (position < end) {
      int room = (int) Math.min(buffer.length, end - position);
      base = position;
      filled = content.fill(ByteBuffer.wrap(buffer, 0, room), position);
      if (filled == 0) {
        return;
      }
      position += filled;
      flush(position);
    }
  }

  /// How many bytes were hashed strongly.
  long hashed() {
    return hashed;
  }

  /// How many blocks were looked at.
  long looked() {
    return looked;
  }
}
