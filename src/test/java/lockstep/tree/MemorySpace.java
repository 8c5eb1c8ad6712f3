package lockstep.tree;

/// How much room a [MemoryFileSystem] has left.
final class MemorySpace {
  private long free = Long.MAX_VALUE / 2;

  void limit(long pages) {
    free = pages;
  }

  /// Takes pages, or refuses and takes none.
  void take(long pages) {
    if (pages > free) {
      throw MemoryErrno.ENOSPC.refusal();
    }
    free -= pages;
  }

  void give(long pages) {
    free += pages;
  }
}
