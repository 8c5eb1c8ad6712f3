package lockstep.watch;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Predicate;
import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;

/// What was moved away and has not arrived yet, in order of time.
final class Departures {
  /// The kernel queues both records of a rename right after each other; only other writers' records
  /// come between. More than a few are things that were moved out of the tree.
  private static final int MOST = 32;

  /// How long the second record may take, in nanoseconds: long enough for a writer that loses its
  /// processor between the two on a busy machine. If it is given up too early, the old name goes
  /// from the target some time before the new one is there.
  private static final long GRACE = 20_000_000;

  /// Something that was moved away.
  static final class Departure {
    final RelativePath from;
    final boolean directory;

    /// the descriptor of the directory, or 0 if it has no certain node
    final int wd;

    /// whether something else may be at `from` now
    final boolean doubtful;

    final int cookie;
    private final long since;

    /// whether something happened below it that could not be reported, as it had no path
    boolean disturbed;

    Departure(
        RelativePath from, boolean directory, int wd, boolean doubtful, int cookie, long since) {
      this.from = from;
      this.directory = directory;
      this.wd = wd;
      this.doubtful = doubtful;
      this.cookie = cookie;
      this.since = since;
    }
  }

  private final ArrayDeque<Departure> waiting = new ArrayDeque<>(MOST);

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  boolean isFull() {
    return waiting.size() >= MOST;
  }

  void add(Departure departure) {
    waiting.addLast(departure);
  }

  /// Takes out what departed with this cookie.
  @Nullable Departure arrived(int cookie) {
    return waiting.isEmpty() ? null : take(departure -> departure.cookie == cookie);
  }

  @Nullable Departure oldest() {
    return waiting.pollFirst();
  }

  /// Takes out the oldest if it will not arrive any more.
  @Nullable Departure overdue(long now) {
    Departure oldest = waiting.peekFirst();
    return oldest != null && now - oldest.since >= GRACE ? waiting.pollFirst() : null;
  }

  /// Takes out the oldest that departed from exactly here.
  @Nullable Departure from(RelativePath path) {
    return waiting.isEmpty() ? null : take(departure -> departure.from.equals(path));
  }

  /// Takes out the oldest that departed from below `path`.
  @Nullable Departure fromBelow(RelativePath path) {
    return waiting.isEmpty() ? null : take(departure -> departure.from.isBelow(path));
  }

  private @Nullable Departure take(Predicate<Departure> wanted) {
    for (Iterator<Departure> all = waiting.iterator(); all.hasNext(); ) {
      Departure departure = all.next();
      if (wanted.test(departure)) {
        all.remove();
        return departure;
      }
    }
    return null;
  }

  /// Notes that something happened below the directory with this descriptor.
  void disturb(int wd) {
    for (Departure departure : waiting) {
      departure.disturbed |= departure.wd == wd;
    }
  }

  /// Notes that a directory could not be registered at `path`.
  void disturb(RelativePath path) {
    for (Departure departure : waiting) {
      departure.disturbed |= path.isBelow(departure.from);
    }
  }
}
