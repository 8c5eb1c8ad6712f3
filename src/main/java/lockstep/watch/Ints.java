package lockstep.watch;

import java.util.Arrays;

/// A row of ints that grows by pages: growing copies no content, so it never stalls.
final class Ints {
  /// 16 KiB a page: little for a small tree, few pages for a big one.
  private static final int SHIFT = 12;

  private static final int MASK = (1 << SHIFT) - 1;

  private int[][] pages = new int[4][];
  private int used;

  /// Makes room for the positions below `size`; new ones hold 0.
  void reach(int size) {
    while (used << SHIFT < size) {
      if (used == pages.length) {
        pages = Arrays.copyOf(pages, used * 2);
      }
      pages[used++] = new int[1 << SHIFT];
    }
  }

  int get(int at) {
    return pages[at >>> SHIFT][at & MASK];
  }

  void set(int at, int value) {
    pages[at >>> SHIFT][at & MASK] = value;
  }
}
