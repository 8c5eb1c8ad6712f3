package lockstep.watch;

import java.util.function.IntUnaryOperator;

/// A hash table of numbers above 0 that grows by one bucket at a time: linear hashing (Litwin,
/// 1980).
///
/// There are always as many buckets as numbers have been in it at once. Adding one more splits one
/// bucket, so no addition ever moves everything.
final class Chains {
  private final Ints heads = new Ints();
  private final Ints next = new Ints();
  private final IntUnaryOperator hash;
  private int buckets = 1;
  private int size;

  /// @param hash tells the hash of a number that is in the table
  Chains(IntUnaryOperator hash) {
    this.hash = hash;
    heads.reach(1);
  }

  /// The first number that may have this hash, or 0.
  int first(int hash) {
    return heads.get(bucket(hash));
  }

  /// The next candidate after `number`, or 0.
  int next(int number) {
    return next.get(number);
  }

  void add(int number) {
    next.reach(number + 1);
    if (++size > buckets) {
      split();
    }
    link(number, bucket(hash.applyAsInt(number)));
  }

  /// Takes out a number whose hash is still what it was when it was added.
  void remove(int number) {
    int bucket = bucket(hash.applyAsInt(number));
    size--;
    int at = heads.get(bucket);
    if (at == number) {
      heads.set(bucket, next.get(number));
      return;
    }
    while (next.get(at) != number) {
      at = next.get(at);
    }
    next.set(at, next.get(number));
  }

  private void split() {
    int old = buckets - Integer.highestOneBit(buckets);
    heads.reach(++buckets);
    int number = heads.get(old);
    heads.set(old, 0);
    while (number != 0) {
      int following = next.get(number);
      link(number, bucket(hash.applyAsInt(number)));
      number = following;
    }
  }

  private void link(int number, int bucket) {
    next.set(number, heads.get(bucket));
    heads.set(bucket, number);
  }

  private int bucket(int hash) {
    int spread = hash * 0x9e3779b9; // Fibonacci hashing; its good bits are the upper ones
    spread ^= spread >>> 15;
    int high = Integer.highestOneBit(buckets);
    int bucket = spread & (2 * high - 1);
    return bucket < buckets ? bucket : bucket & (high - 1);
  }
}
