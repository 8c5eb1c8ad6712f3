package lockstep.delta;

/// How long the blocks are in which a file is compared.
public final class BlockSize {
  /// What file systems share, and write, at least.
  public static final int PAGE = 4096;

  /// rsync's largest.
  private static final int USUAL_LARGEST = 128 << 10;

  /// So that hashes of a file take 2 MiB at most, up to 128 GiB.
  private static final long MOST_BLOCKS = 128 << 10;

  private static final int LARGEST = 1 << 20;

  private BlockSize() {}

  /// The length for a file of this size, in whole pages: as rsync's about the square root of the
  /// size, so that hashes and what is sent of one changed block grow alike.
  public static int of(long size) {
    long root = Math.min(USUAL_LARGEST, (long) Math.sqrt((double) size));
    long length = Math.min(LARGEST, Math.max(root, Math.ceilDiv(size, MOST_BLOCKS)));
    return (int) Math.max(1, Math.ceilDiv(length, PAGE)) * PAGE;
  }
}
