package lockstep.lua;

/// Ends a script before it fills the heap, which the rest of the program shares with it.
///
/// What the heap holds includes garbage; only when that passes the limit is it collected and looked
/// at again, so a script that is within its limits costs no more collections than it would anyway.
final class HeapLimit {
  /// A configuration of ten thousand syncs takes a tenth of this.
  private static final long MOST = 256L << 20;

  /// Asking takes some 50 ns; so many instructions take longer.
  private static final int INSTRUCTIONS = 64;

  /// A string of this size is looked at at once.
  private static final long LARGE = 1L << 20;

  private final long most;
  private final long limit;
  private int instructions;
  private long unseen;

  HeapLimit() {
    long largest = Runtime.getRuntime().maxMemory();
    if (used() > largest / 2) {
      System.gc(); // lest the garbage of others be taken for what must stay
    }
    long before = used();
    // a third of what is left: the collector cannot fill a heap to the brim
    most = Math.min(MOST, (largest - before) / 3);
    limit = before + most;
  }

  /// How much a script may take, for messages.
  String text() {
    return (most >> 20) + " MiB";
  }

  /// Notes a string that is about to be made.
  void allocates(long bytes) {
    unseen += bytes;
  }

  /// To be asked at each instruction.
  boolean isExceeded() {
    instructions++;
    if (instructions < INSTRUCTIONS && unseen < LARGE) {
      return false;
    }
    instructions = 0;
    unseen = 0;
    if (used() <= limit) {
      return false;
    }
    System.gc();
    return used() > limit - most / 8; // any closer, and each new string would be a collection
  }

  private static long used() {
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
