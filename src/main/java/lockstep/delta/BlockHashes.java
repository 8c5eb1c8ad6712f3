package lockstep.delta;

/// The strong hashes of a content's blocks, in their order; a block may be unknown.
public final class BlockHashes {
  /// Two `long` each.
  private static final int WORDS = 2;

  private final int blockSize;
  private final long[] words;

  /// @param blocks how many; all are unknown at first
  public BlockHashes(int blockSize, int blocks) {
    this.blockSize = blockSize;
    this.words = new long[blocks * WORDS];
  }

  /// How much memory the hashes of a content of `size` bytes take.
  public static long bytes(long size, int blockSize) {
    return Math.ceilDiv(size, blockSize) * WORDS * Long.BYTES;
  }

  public int blockSize() {
    return blockSize;
  }

  /// How much memory these take.
  public long bytes() {
    return (long) words.length * Long.BYTES;
  }

  public void set(int block, StrongChecksum hash) {
    words[block * WORDS] = hash.high();
    words[block * WORDS + 1] = hash.low();
  }

  /// Whether there is such a block, and its hash is known.
  public boolean isKnown(int block) {
    int at = block * WORDS;
    return at < words.length && (words[at] | words[at + 1]) != 0;
  }

  /// Whether this is the block's hash; false for one that is unknown, and for none at all.
  public boolean has(int block, StrongChecksum hash) {
    int at = block * WORDS;
    return isKnown(block) && words[at] == hash.high() && words[at + 1] == hash.low();
  }
}
