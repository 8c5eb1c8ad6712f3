package lockstep;

/// How many threads work for one sync: as many as keep two processors busy.
///
/// On a local disk a thread hardly ever waits, and two were as fast as any more. Where each call
/// takes milliseconds most threads wait, and many are needed: on such a target 32 requests under
/// way brought 43 times the speed of one. So the number follows from the share of time in which the
/// threads use a processor, or wait for one; what kind of file system it is does not matter.
///
/// Looked at over spells of work, and changed by a factor of two at most at a time, so that one
/// stall does not decide.
final class Width {
  private static final int NARROW = 2;

  /// What an NFS client keeps under way at most, in one session.
  private static final int WIDE = 64;

  /// How long threads work, together, until the number is thought over: some hundred calls to a
  /// slow target, and more than a hiccup of the disk.
  private static final long SPELL_NANOS = 100_000_000;

  /// The processor time of one call and what belongs to it, to guess from before anything is known.
  private static final long CALL_NANOS = 40_000;

  private int now = NARROW;
  private long elapsed;
  private long busy;

  synchronized int now() {
    return now;
  }

  /// Begins anew with a target that takes so long to answer.
  synchronized void expect(long callNanos) {
    now = fitting(callNanos, CALL_NANOS);
    elapsed = 0;
    busy = 0;
  }

  /// Takes in what one thread has been doing, while there was more to do than threads.
  ///
  /// @param elapsedNanos how long it took
  /// @param busyNanos for how much of that it had a processor, or waited for one
  synchronized void worked(long elapsedNanos, long busyNanos) {
    elapsed += elapsedNanos;
    busy += busyNanos;
    if (elapsed >= SPELL_NANOS) {
      int wanted = fitting(elapsed, busy);
      now = Math.clamp(wanted, Math.max(NARROW, now / 2), Math.min(WIDE, now * 2));
      elapsed = 0;
      busy = 0;
    }
  }

  private static int fitting(long elapsed, long busy) {
    return Math.clamp(Math.round(NARROW * (double) elapsed / Math.max(1, busy)), NARROW, WIDE);
  }
}
