package lockstep.copy;

import java.util.HashSet;
import java.util.concurrent.atomic.AtomicLong;
import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;

/// Lets deletions in one directory pass, or holds them.
///
/// What an event named passes. What a comparison found to be missing passes as far as its allowance
/// goes; the rest is counted, with all below it, and left for a decision.
final class Gate {
  private final Setup setup;
  private final Tally tally;
  private final DirectoryPair pair;
  private final AtomicLong left;

  Gate(Setup setup, Tally tally, DirectoryPair pair, Work.Part part) {
    this.setup = setup;
    this.tally = tally;
    this.pair = pair;
    this.left = new AtomicLong(part.scan() == null ? 0 : part.scan().allowance());
  }

  /// Whether the target's entry may be removed now.
  boolean passes(byte[] name, RelativePath path, boolean isDirectory, Work.@Nullable Named named) {
    AtomicLong allowance = named == null ? left : new AtomicLong(named.allowance());
    if (allowance.get() == Work.ANY) {
      return true;
    }
    long entries = count(name, path, isDirectory);
    if (allowance.getAndUpdate(rest -> rest >= entries ? rest - entries : rest) >= entries) {
      return true;
    }
    boolean listed = named == null;
    tally.held(new Report.Held(listed ? pair.path() : path, listed, entries, path));
    tally.seen(entries - 1);
    return false;
  }

  /// By the same steps as the deletion, with hands that only tell.
  private long count(byte[] name, RelativePath path, boolean isDirectory) {
    if (!isDirectory) {
      return 1;
    }
    var rehearsed = setup.with(new Foresight(false, new HashSet<>()));
    var counted = new Tally(_ -> {});
    new Deletion(rehearsed, counted).remove(pair.target(), name, path, true);
    return Math.max(1, counted.report().counts().deleted());
  }
}
