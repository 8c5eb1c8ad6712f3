package lockstep.filter;

/// A set of byte values.
final class ByteSet {
  private final long[] words = new long[4];

  void add(int value) {
    words[value >> 6] |= 1L << value;
  }

  void addRange(int first, int last) {
    for (int value = first; value <= last; value++) {
      add(value);
    }
  }

  void remove(int value) {
    words[value >> 6] &= ~(1L << value);
  }

  void complement() {
    for (int i = 0; i < words.length; i++) {
      words[i] = ~words[i];
    }
  }

  boolean contains(int value) {
    return (words[value >> 6] & 1L << value) != 0;
  }
}
