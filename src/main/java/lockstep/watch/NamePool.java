package lockstep.watch;

import java.util.Arrays;

/// Names of directories in shared pages of bytes, a length byte before each.
///
/// Space is given out in units of four bytes. A freed name goes to a list of its size, kept in the
/// freed space itself, and is used again by the next name of that size.
final class NamePool {
  /// NAME_MAX
  static final int LONGEST = 255;

  private static final int UNIT = 4;
  private static final int SHIFT = 16; // 64 KiB a page
  private static final int MASK = (1 << SHIFT) - 1;

  private byte[][] pages = new byte[2][];
  private int used;
  private long end;

  /// By size in units: where the first free space of that size begins, in units, plus one.
  private final int[] free = new int[units(LONGEST) + 1];

  private static int units(int length) {
    return (1 + length + UNIT - 1) / UNIT;
  }

  /// Keeps a name.
  ///
  /// @return where it is, never negative
  int add(byte[] name, int length) {
    int at = take(units(length));
    byte[] page = page(at);
    int start = start(at);
    page[start] = (byte) length;
    System.arraycopy(name, 0, page, start + 1, length);
    return at;
  }

  private int take(int units) {
    int first = free[units];
    if (first == 0) {
      return append(units);
    }
    free[units] = readInt(first - 1);
    return first - 1;
  }

  private int append(int units) {
    long size = (long) units * UNIT;
    if (((end + size - 1) >>> SHIFT) >= used) {
      end = (long) used << SHIFT; // no name lies across two pages
      if (used == pages.length) {
        pages = Arrays.copyOf(pages, used * 2);
      }
      pages[used++] = new byte[1 << SHIFT];
    }
    int at = Math.toIntExact(end / UNIT);
    end += size;
    return at;
  }

  void remove(int at) {
    int units = units(length(at));
    writeInt(at, free[units]);
    free[units] = at + 1;
  }

  int length(int at) {
    return Byte.toUnsignedInt(page(at)[start(at)]);
  }

  void copy(int at, byte[] into, int position) {
    System.arraycopy(page(at), start(at) + 1, into, position, length(at));
  }

  boolean equals(int at, byte[] name, int length) {
    int start = start(at) + 1;
    return length(at) == length && Arrays.equals(page(at), start, start + length, name, 0, length);
  }

  int hash(int at) {
    int start = start(at) + 1;
    return hash(page(at), start, start + length(at));
  }

  static int hash(byte[] bytes, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  private byte[] page(int at) {
    return pages[at >>> (SHIFT - 2)];
  }

  private static int start(int at) {
    return (at * UNIT) & MASK;
  }

  private int readInt(int at) {
    byte[] page = page(at);
    int start = start(at);
    int value = 0;
    for (int i = 0; i < UNIT; i++) {
      value = (value << 8) | Byte.toUnsignedInt(page[start + i]);
    }
    return value;
  }

  private void writeInt(int at, int value) {
    byte[] page = page(at);
    int start = start(at);
    for (int i = 0; i < UNIT; i++) {
      page[start + i] = (byte) (value >>> (24 - 8 * i));
    }
  }
}
