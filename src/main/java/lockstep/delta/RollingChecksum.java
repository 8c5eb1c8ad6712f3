package lockstep.delta;

/// A weak sum over a window of bytes that can be moved on by a byte at little cost.
///
/// The one of Tridgell's thesis ("Efficient Algorithms for Sorting and Synchronization", chapter
/// 3), after Adler-32: `a` is the sum of the bytes, `b` the sum of all values that `a` had, each
/// modulo 2^16.
final class RollingChecksum {
  private final int length;
  private int a;
  private int b;

  /// @param length of the window
  RollingChecksum(int length) {
    this.length = length;
  }

  /// Puts the window at `start`.
  int reset(byte[] bytes, int start) {
    int sum = 0;
    int sums = 0;
    for (int i = start; i < start + length; i++) {
      sum += bytes[i] & 0xff;
      sums += sum;
    }
    a = sum;
    b = sums;
    return value();
  }

  /// Moves the window, which is at `start`, on by `step` bytes.
  int roll(byte[] bytes, int start, int step) {
    int sum = a;
    int sums = b;
    for (int i = start; i < start + step; i++) {
      int out = bytes[i] & 0xff;
      sum += (bytes[i + length] & 0xff) - out;
      sums += sum - length * out;
    }
    a = sum;
    b = sums;
    return value();
  }

  private int value() {
    return a & 0xffff | b << 16;
  }
}
