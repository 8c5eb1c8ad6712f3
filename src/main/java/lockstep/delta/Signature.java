package lockstep.delta;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// What must be known of old content to find its blocks in new content: a weak and a strong sum of
/// each whole block, and an index of the weak ones.
///
/// Blocks of one weak sum form a chain. A chain is bounded, and has equal blocks once; what does
/// not fit in is not found, and is then sent literally. So a file of equal blocks, or one that was
/// made to collide, costs no more than any other.
public final class Signature {
  static final int NONE = -1;

  /// Weak sums have 32 bits: honest content hardly ever has two blocks in a chain.
  static final int LONGEST_CHAIN = 8;

  /// Fibonacci hashing: 2^32 divided by the golden ratio.
  private static final int SPREAD = 0x9e3779b9;

  private final long start;
  private final int blockSize;
  private final int weakLength;
  private final int[] weak;
  private final BlockHashes strong;
  private final int[] heads;
  private final int[] next;
  private final int shift;
  private int blocks;

  private Signature(long start, int blockSize, int weakLength, int most) {
    this.start = start;
    this.blockSize = blockSize;
    this.weakLength = weakLength;
    this.weak = new int[most];
    this.strong = new BlockHashes(blockSize, most);
    this.next = new int[most];
    int bits = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(most));
    this.heads = new int[1 << bits];
    this.shift = Integer.SIZE - bits;
    Arrays.fill(heads, NONE);
  }

  /// Reads old content.
  ///
  /// @param start where its first block begins
  /// @param end no block reaches beyond
  public static Signature of(ByteSource old, long start, long end, int blockSize)
      throws IOException {
    return of(old, start, end, blockSize, blockSize);
  }

  /// Reads old content.
  ///
  /// @param weakLength how much of each block, from its beginning, the weak sum is of. Less takes
  ///   less time where a window is moved by long steps, and lies more often
  public static Signature of(ByteSource old, long start, long end, int blockSize, int weakLength)
      throws IOException {
    int most = Math.toIntExact(Math.max(0, end - start) / blockSize);
    var signature = new Signature(start, blockSize, weakLength, most);
    var rolling = new RollingChecksum(weakLength);
    var bytes = new byte[blockSize];
    for (int i = 0; i < most; i++) {
      if (old.fill(ByteBuffer.wrap(bytes), start + (long) i * blockSize) < blockSize) {
        break; // it became shorter
      }
      signature.add(rolling.reset(bytes, 0), StrongChecksum.of(bytes, 0, blockSize));
    }
    return signature;
  }

  private void add(int weakSum, StrongChecksum strongSum) {
    int block = blocks++;
    weak[block] = weakSum;
    strong.set(block, strongSum);
    next[block] = NONE;
    int slot = slot(weakSum);
    int last = NONE;
    int length = 0;
    for (int at = heads[slot]; at != NONE; at = next[at]) {
      if (++length == LONGEST_CHAIN || weak[at] == weakSum && strong.has(at, strongSum)) {
        return;
      }
      last = at;
    }
    if (last == NONE) {
      heads[slot] = block;
    } else {
      next[last] = block;
    }
  }

  int blockSize() {
    return blockSize;
  }

  int weakLength() {
    return weakLength;
  }

  /// Where the block begins in the old content.
  long position(int block) {
    return start + (long) block * blockSize;
  }

  /// The first block of the chain in which those of this weak sum are.
  int first(int weakSum) {
    return heads[slot(weakSum)];
  }

  int following(int block) {
    return next[block];
  }

  boolean hasWeak(int block, int weakSum) {
    return block < blocks && weak[block] == weakSum;
  }

  boolean hasStrong(int block, StrongChecksum sum) {
    return strong.has(block, sum);
  }

  private int slot(int weakSum) {
    return weakSum * SPREAD >>> shift;
  }
}
