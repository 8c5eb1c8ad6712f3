package lockstep.queue;

import java.time.Instant;
import lockstep.event.Event;
import lockstep.event.RelativePath;
import lockstep.queue.Delay.Kind;
import lockstep.queue.Delay.Scan;

/// Turns events into delays.
final class Intake {
  private final Pending pending;

  Intake(Pending pending) {
    this.pending = pending;
  }

  void add(Event event, Instant now) {
    switch (event) {
      case Event.Create create -> create(create, now);
      case Event.Modify modify -> modify(modify, now);
      case Event.Attrib attrib -> attrib(attrib, now);
      case Event.Delete delete -> delete(delete, now);
      case Event.Move move -> move(move, now);
      case Event.Rescan rescan -> rescan(rescan, now);
    }
    pending.foldIfTooMany(now);
  }

  private void create(Event.Create create, Instant now) {
    Delay delay = entry(create.path(), create, create.directory(), now);
    delay.unseen = !create.directory() && !create.whole();
    delay.descends |= create.directory();
    delay.arrived = create.whole();
    delay.content = true;
    delay.unlinkSource();
    pending.reschedule(delay, now);
  }

  private Delay delete(Event.Delete delete, Instant now) {
    Delay delay = entry(delete.path(), delete, delete.directory(), now);
    if (delete.moved()) {
      pending.leave(delay, now);
      delay.unlinkTarget();
    }
    delay.unseen = false;
    delay.unlinkSource();
    pending.reschedule(delay, now);
    return delay;
  }

  private void modify(Event.Modify modify, Instant now) {
    Delay delay = entry(modify.path(), modify, false, now);
    delay.content = true;
    delay.unseen = false;
    pending.reschedule(delay, now);
  }

  /// A directory in doubt may have been put where it is by a rename: then the one above changed
  /// too, and old times prove nothing.
  private void rescan(Event.Rescan rescan, Instant now) {
    if (rescan.path().isRoot()) {
      scanAll(rescan.since(), now);
    } else {
      Delay delay = pending.entry(rescan.path(), Kind.FULL, true, now, pending.sequence());
      delay.content = true;
      delay.descends = true;
      delay.aside = false;
      delay.gone = false;
      delay.left = Delay.NO_MORE;
      delay.unlinkSource();
      pending.hurry(delay, now);
    }
  }

  private void scanAll(Instant since, Instant now) {
    Scan scan = Scan.ofAll(since, false);
    Delay delay =
        pending.itself(RelativePath.ROOT, Kind.FULL, scan, false, now, pending.sequence());
    delay.kind = Kind.FULL;
    pending.hurry(delay, now);
  }

  private void attrib(Event.Attrib attrib, Instant now) {
    if (attrib.directory()) {
      Delay delay = pending.itself(attrib.path(), Kind.ATTRIB, null, true, now, pending.sequence());
      if (delay.attempts > 0) {
        pending.reschedule(delay, now);
      }
    } else {
      pending.reschedule(entry(attrib.path(), attrib, false, now), now);
    }
  }

  /// Both ends of a rename are tied, so that they are worked on together, and the target may be
  /// renamed too. A chain of renames is one from its first name to its last; of a ring, the last
  /// rename is not tied. Where anything of what moved was in doubt, or the target may still have
  /// another directory, that a rename cannot replace, the new name is compared by content as well.
  private void move(Event.Move move, Instant now) {
    Delay before = pending.groups.entry(move.from());
    Delay origin = before == null ? null : before.movedFrom;
    boolean certain = before != null && origin != null && !before.content && !before.descends;
    boolean doubtful =
        pending.groups.isPendingBelow(move.from())
            || pending.groups.isPendingBelow(move.to())
            || !certain
                && (pending.groups.isPendingAt(move.from())
                    || pending.groups.isScanPendingAbove(move.from()));
    boolean occupied = move.directory() && pending.groups.isPendingAt(move.to());
    long oldest =
        Math.min(
            pending.groups.oldestAtOrBelow(move.from()),
            pending.groups.oldestLookAbove(move.from()));
    pending.groups.moved();
    Delay from = delete(new Event.Delete(move.from(), move.directory()), now);
    Delay to = entry(move.to(), move, move.directory(), now);
    to.unseen = false;
    to.unlinkSource();
    to.kind = Kind.MOVE;
    to.moved = pending.sequence();
    to.descends |= occupied;
    Delay start = origin == null ? from : origin;
    boolean folded = start.retired || to.retired;
    if (!folded && start.movedTo == null && start.origin() != to) {
      start.linkTo(to);
    } else {
      doubtful = true;
    }
    if (from.movedTo == null && !folded) {
      from.passed = to;
      pending.leave(from, now);
    } else {
      from.passed = null;
    }
    to.passed = null;
    if (doubtful) {
      to.content = true;
      to.descends |= move.directory();
    }
    oldest = Math.min(oldest, Math.min(start.sequence, from.sequence));
    await(from, oldest, now);
    await(to, oldest, now);
    pending.reschedule(to, now);
  }

  /// Who waits for what was at the old name, or below it, waits for both names now.
  private void await(Delay delay, long oldest, Instant now) {
    if (delay.retired) {
      return;
    }
    pending.barriers.lower(delay, oldest);
    if (pending.barriers.cover(delay)) {
      pending.hurry(delay, now);
    }
  }

  private Delay entry(RelativePath path, Event event, boolean directory, Instant now) {
    Kind kind = Combiner.kind(event);
    Delay delay = pending.entry(path, kind, directory, now, pending.sequence());
    delay.told = true;
    delay.held = 0;
    pending.comparisons.update(delay);
    delay.kind = Combiner.combine(delay.kind, kind);
    delay.open = Combiner.open(delay.open, event);
    delay.directory = directory;
    delay.gone = event instanceof Event.Delete;
    delay.left = Delay.NO_MORE;
    delay.arrived = false;
    delay.last = now;
    return delay;
  }
}
