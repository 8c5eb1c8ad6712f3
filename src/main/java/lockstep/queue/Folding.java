package lockstep.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lockstep.queue.Delay.Kind;
import lockstep.queue.Delay.Scan;

/// Too many pending entries on their way into one scan that will find what they named.
///
/// A scan that does not go deep would not go down into directories, so entries for those stay. One
/// that goes deep stands for the attributes of directories too; scans that are pending stay.
final class Folding {
  private final boolean deep;
  private final List<Delay> folded = new ArrayList<>();

  Folding(boolean deep) {
    this.deep = deep;
  }

  /// The entries of a group that the scan can stand for.
  List<Delay> choose(Group group) {
    var chosen = new ArrayList<Delay>();
    for (Delay delay : group.entries.values()) {
      if (deep || !delay.directory && !delay.descends) {
        chosen.add(delay);
      } else if (delay.movedFrom != null) {
        delay.descends = true; // the scan may make it, and leave it empty
      }
    }
    if (deep && group.itself != null && group.itself.scan == null) {
      chosen.add(group.itself);
    }
    folded.addAll(chosen);
    return chosen;
  }

  /// Whether events told of what the scan will find missing. One of a single directory stands for
  /// thousands of them; one of everything looks into far more.
  boolean isTold() {
    return !deep && folded.stream().allMatch(Delay::isTold);
  }

  List<Delay> folded() {
    return folded;
  }

  /// A scan that leaves nothing out: what changed since the oldest of them by content; all, if
  /// directories moved, whose files bear old times.
  Scan scan(Instant now) {
    boolean moved = folded.stream().anyMatch(delay -> delay.directory && delay.kind != Kind.ATTRIB);
    Instant oldest = folded.stream().map(Delay::first).min(Instant::compareTo).orElse(now);
    Instant since = moved ? Instant.MIN : oldest;
    return deep ? Scan.ofAll(since, false) : new Scan(since, false, false);
  }

  long sequence() {
    return folded.stream().mapToLong(delay -> delay.sequence).min().orElse(Long.MAX_VALUE);
  }
}
