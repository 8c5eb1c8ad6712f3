package lockstep.queue;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import lockstep.event.Event;
import lockstep.event.RelativePath;
import lockstep.queue.Delay.Kind;
import lockstep.queue.Delay.Scan;
import org.jspecify.annotations.Nullable;

/// What is pending in one sync: one delay a path, grouped by directory.
///
/// Events come in by [#add]; due ones leave in batches by [#take], and stay accounted for until
/// each is either [retired][#retire] or [put back][#putBack]. What one batch is working on, another
/// does not touch: an event for such a path makes a new delay beside the active one.
///
/// The order is that of the due times, and what events name goes before scans of whole directories;
/// of the scans the deepest go first, which keeps the number of those waiting small. Every fourth
/// batch is a scan if one is due, so that neither starves.
///
/// Memory is bounded: beyond [#MOST_NAMES] entries a directory, or [#MOST_DELAYS] in all, entries
/// fold into a scan that will find what they named.
public final class DelayQueue {
  /// Scanning a directory costs less than this many single looks.
  static final int MOST_NAMES = 10_000;

  /// About 30 MB of delays.
  static final int MOST_DELAYS = 200_000;

  /// One batch holds up a directory, so it should not take long.
  static final int MOST_IN_BATCH = 2_000;

  private static final int SCAN_TURN = 4;

  private final Timing timing;
  private final int maxDelays;
  private final Groups groups = new Groups();
  private final Schedule schedule = new Schedule();
  private final Ready ready = new Ready();
  private final Barriers barriers = new Barriers();
  private final Map<Batch, List<Group>> batches = new LinkedHashMap<>();
  private long nextSequence;
  private int turn;
  private int size;
  private int foldable;

  /// @param maxDelays with at least this many paths pending, the delay is not waited for
  public DelayQueue(Timing timing, int maxDelays) {
    this.timing = timing;
    this.maxDelays = maxDelays;
  }

  /// How many paths are pending or being worked on.
  public int size() {
    return size;
  }

  /// How many of them failed at least once.
  public int failing() {
    var failing = new AtomicInteger();
    forEach(delay -> failing.addAndGet(delay.attempts > 0 ? 1 : 0));
    return failing.get();
  }

  // What comes in

  /// Takes in what happened.
  public void add(Event event, Instant now) {
    switch (event) {
      case Event.Create create -> create(create, now);
      case Event.Modify modify -> modify(modify, now);
      case Event.Attrib attrib -> attrib(attrib, now);
      case Event.Delete delete ->
          entry(delete.path(), event, delete.directory(), now).unlinkSource();
      case Event.Move move -> move(move, now);
      case Event.Rescan rescan -> rescan(rescan, now);
    }
    if (foldable > MOST_DELAYS) {
      fold(groups.all(), RelativePath.ROOT, new Folding(true), now);
    }
  }

  private void create(Event.Create create, Instant now) {
    Delay delay = entry(create.path(), create, create.directory(), now);
    delay.unseen = !create.directory() && !create.whole();
    delay.descends |= create.directory();
    delay.content = true;
    delay.unlinkSource();
    reschedule(delay, now);
  }

  private void modify(Event.Modify modify, Instant now) {
    Delay delay = entry(modify.path(), modify, false, now);
    delay.content = true;
    delay.unseen = false;
    reschedule(delay, now);
  }

  /// A directory in doubt may have been put where it is by a rename: then the one above changed
  /// too, and old times prove nothing.
  private void rescan(Event.Rescan rescan, Instant now) {
    if (rescan.path().isRoot()) {
      scan(rescan.path(), Scan.ofAll(rescan.since(), false), Kind.FULL, now);
    } else {
      Delay delay = pendingEntry(rescan.path(), Kind.FULL, true, now, nextSequence++);
      delay.content = true;
      delay.descends = true;
      delay.unlinkSource();
      hurry(delay, now);
    }
  }

  private void attrib(Event.Attrib attrib, Instant now) {
    if (attrib.directory()) {
      Delay delay = itself(attrib.path(), Kind.ATTRIB, null, now, nextSequence++);
      if (delay.attempts > 0) {
        reschedule(delay, now);
      }
    } else {
      entry(attrib.path(), attrib, false, now);
    }
  }

  /// A rename is a hint that the target may be renamed too, but only if nothing of what moved was
  /// in doubt. A chain of renames is one from its first name to its last; of a ring, the last
  /// rename is none. Where the target may still have another directory, that a rename cannot
  /// replace, the new one is looked into.
  private void move(Event.Move move, Instant now) {
    Delay origin = chained(groups.entry(move.from()));
    boolean doubtful =
        groups.isPendingBelow(move.from())
            || groups.isPendingBelow(move.to())
            || origin == null
                && (groups.isPendingAt(move.from()) || groups.isScanPendingAbove(move.from()));
    boolean occupied = move.directory() && groups.isPendingAt(move.to());
    var vanished = new Event.Delete(move.from(), move.directory());
    Delay from = entry(move.from(), vanished, move.directory(), now);
    from.unlinkSource();
    Delay to = entry(move.to(), move, move.directory(), now);
    to.unlinkSource();
    to.kind = Kind.MOVE;
    to.moved = nextSequence++;
    to.descends |= occupied;
    Delay start = origin == null ? from : origin;
    boolean folded = start.retired || to.retired;
    if (doubtful || folded || start.origin() == to) {
      to.content = true;
      to.descends |= move.directory();
    } else {
      start.linkTo(to);
    }
  }

  /// Where the entry came from that is pending here, if it only was renamed.
  private static @Nullable Delay chained(@Nullable Delay pending) {
    return pending == null || pending.content || pending.descends ? null : pending.movedFrom;
  }

  /// Has the directory at `path` compared, at once.
  public void scan(RelativePath path, Scan scan, Kind kind, Instant now) {
    Delay delay = itself(path, kind, scan, now, nextSequence++);
    delay.kind = kind;
    hurry(delay, now);
  }

  /// Has everything compared because of `origin`, but not at once: what is looked for may turn up,
  /// or vanish, by itself.
  public void search(Delay origin, Instant now) {
    Scan scan = Scan.ofAll(null, false);
    Delay delay = itself(RelativePath.ROOT, Kind.FULL, scan, now, origin.sequence);
    Instant due = timing.searched(now);
    schedule.set(
        delay, barriers.cover(delay) ? now : earlier(due, delay.attempts > 0 ? delay.due : due));
  }

  /// Has the directory at `path` compared because of `origin`, at once.
  ///
  /// @param scan null for its own attributes only
  public void derive(RelativePath path, @Nullable Scan scan, Delay origin, Instant now) {
    hurry(itself(path, origin.kind, scan, now, origin.sequence), now);
  }

  /// Has the entry at `path` compared by content because of `origin`, at once.
  ///
  /// @param descends whether a directory found there is to be scanned
  public void deriveEntry(RelativePath path, boolean descends, Delay origin, Instant now) {
    Delay delay = pendingEntry(path, Kind.MODIFY, descends, now, origin.sequence);
    delay.content = true;
    delay.descends |= descends;
    hurry(delay, now);
  }

  private Delay entry(RelativePath path, Event event, boolean directory, Instant now) {
    Kind kind = Combiner.kind(event);
    Delay delay = pendingEntry(path, kind, directory, now, nextSequence++);
    delay.kind = Combiner.combine(delay.kind, kind);
    delay.open = Combiner.open(delay.open, event);
    delay.directory = directory;
    delay.last = now;
    reschedule(delay, now);
    return delay;
  }

  private Delay pendingEntry(
      RelativePath path, Kind kind, boolean directory, Instant now, long sequence) {
    Group group = groups.of(path.parent());
    Delay delay = group.entries.get(path);
    if (delay != null) {
      barriers.lower(delay, sequence);
      return delay;
    }
    delay = new Delay(path, false, kind, directory, now, sequence);
    group.entries.put(path, delay);
    foldable++;
    enrol(delay);
    if (group.entries.size() > group.most) {
      fold(List.of(group), group.directory, new Folding(false), now);
    }
    return delay;
  }

  private Delay itself(
      RelativePath path, Kind kind, @Nullable Scan scan, Instant now, long sequence) {
    Group group = groups.of(path);
    Delay delay = group.itself;
    if (delay == null) {
      delay = new Delay(path, true, kind, true, now, sequence);
      group.itself = delay;
      foldable++;
      enrol(delay);
      schedule.set(delay, timing.due(now, now, false));
    } else {
      barriers.lower(delay, sequence);
    }
    if (scan != null) {
      foldable -= delay.scan == null ? 1 : 0;
      delay.scan = delay.scan == null ? scan : delay.scan.merge(scan);
      if (delay.ready) {
        ready.add(group);
      }
    }
    return delay;
  }

  private void enrol(Delay delay) {
    size++;
    barriers.enrolled(delay);
  }

  private void fold(List<Group> crowded, RelativePath into, Folding folding, Instant now) {
    for (Group group : crowded) {
      folding.choose(group).forEach(delay -> detach(group, delay));
      group.most = group.entries.size() + MOST_NAMES;
    }
    if (folding.folded().isEmpty()) {
      return;
    }
    Scan scan = folding.scan(now);
    hurry(itself(into, Kind.FULL, scan, now, Math.min(folding.sequence(), nextSequence++)), now);
    folding.folded().forEach(this::retire);
    crowded.forEach(groups::removeIfEmpty);
  }

  // When it is due

  /// A path that failed, or that somebody waits for, is due earlier after an event but never later;
  /// one that keeps changing keeps its pause.
  private void reschedule(Delay delay, Instant now) {
    if (delay.retired || delay.unsettled > 0) {
      return;
    }
    if (delay.attempts > 0) {
      schedule.set(delay, earlier(delay.due, timing.retried(now)));
      return;
    }
    Instant due = timing.due(delay.first, now, delay.isHeldOpen());
    schedule.set(delay, barriers.cover(delay) ? earlier(delay.due, due) : due);
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private void hurry(Delay delay, Instant now) {
    delay.open = false;
    delay.unseen = false;
    schedule.set(delay, now);
  }

  private void makeReady(Delay delay) {
    delay.ready = true;
    Group group = groups.of(delay);
    if (!delay.itself) {
      group.due.add(delay);
    }
    ready.add(group);
  }

  /// When something falls due next that is not due yet; null while nothing waits for time to pass.
  public @Nullable Instant nextDue() {
    return schedule.next();
  }

  /// Makes everything due now, and tells when all of it is done.
  public Barrier barrier(Instant now) {
    var barrier = new Barrier(nextSequence);
    forEach(
        delay -> {
          barrier.added();
          if (!delay.active) {
            hurry(delay, now);
          }
        });
    barriers.add(barrier);
    return barrier;
  }

  /// Forgets a barrier.
  public void remove(Barrier barrier) {
    barriers.remove(barrier);
  }

  // What goes out

  /// The next batch that is due and can be worked on, or null.
  public @Nullable Batch take(Instant now) {
    if (size >= maxDelays) {
      schedule.wakeEarly(this::isCrowdedOut, this::makeReady);
    }
    schedule.wake(now, this::makeReady);
    boolean scanFirst = ++turn % SCAN_TURN == 0;
    Batch batch = scanFirst ? takeScan() : takeNames();
    if (batch == null) {
      batch = scanFirst ? takeNames() : takeScan();
    }
    return batch;
  }

  /// Whether the delay is not waited for when too much is pending.
  private boolean isCrowdedOut(Delay delay) {
    return delay.attempts == 0 && delay.unsettled == 0 && !delay.isHeldOpen();
  }

  private @Nullable Batch takeScan() {
    Group group = ready.pollScan();
    return group == null
        ? null
        : start(List.of(group), List.of(new Batch.Part(group.directory, List.of(), group.itself)));
  }

  private @Nullable Batch takeNames() {
    return ready.firstNames(
        group -> {
          var assembly = new Assembly(groups);
          assembly.addDirectory(group, MOST_IN_BATCH);
          return assembly.isEmpty() ? null : start(assembly.groups(), assembly.parts());
        });
  }

  private Batch start(List<Group> taken, List<Batch.Part> parts) {
    var batch = new Batch(parts);
    batches.put(batch, taken);
    for (Batch.Part part : parts) {
      Group group = groups.of(part.directory());
      group.busy = true;
      group.scanning = part.itself() != null && part.itself().scan != null;
      for (Delay delay : part.delays()) {
        detach(group, delay);
        delay.active = true;
        group.active.add(delay.path);
        barriers.trying(delay);
      }
    }
    return batch;
  }

  private void detach(Group group, Delay delay) {
    if (delay.itself) {
      group.itself = null;
    } else {
      group.entries.remove(delay.path);
    }
    foldable -= delay.scan == null ? 1 : 0;
    sleep(group, delay);
  }

  /// Makes it wait for a time that is to be set.
  private static void sleep(Group group, Delay delay) {
    group.due.remove(delay);
    delay.ready = false;
    delay.wake = Instant.MAX;
  }

  // What becomes of it

  /// The work on the batch has ended: its directories are free again. Each of its delays must be
  /// retired or put back as well.
  public void release(Batch batch) {
    List<Group> taken = batches.remove(batch);
    if (taken == null) {
      throw new IllegalStateException("not at work: " + batch);
    }
    for (Group group : taken) {
      group.busy = false;
      group.scanning = false;
      group.active.clear();
      ready.add(group);
      groups.removeIfEmpty(group);
    }
  }

  /// The path is equal on both sides, or another delay stands for it.
  public void retire(Delay delay) {
    delay.unlink();
    delay.active = false;
    delay.retired = true;
    size--;
    barriers.retired(delay);
  }

  /// The path was not worked on after all, and stays due.
  public void giveBack(Delay delay, Instant now) {
    hurry(reinsert(delay), now);
  }

  /// The path failed for `reason` and is to be tried again at `due`, or earlier if something
  /// happens to it.
  public void putBack(Delay delay, String reason, Instant due) {
    Delay kept = reinsert(delay);
    kept.attempts = delay.attempts + 1;
    kept.unsettled = 0;
    kept.reason = reason;
    barriers.failed(kept);
    schedule.set(kept, kept == delay ? due : earlier(due, timing.retried(kept.last)));
  }

  /// The path was changing while it was looked at, and is to be looked at again soon.
  public void postpone(Delay delay, Instant now) {
    boolean glance = delay.unseen;
    Delay kept = reinsert(delay);
    kept.content = true;
    if (glance) {
      kept.unseen = false;
      schedule.set(kept, timing.due(kept.first, kept.last, kept.open));
    } else {
      kept.unsettled = delay.unsettled + 1;
      schedule.set(kept, timing.settled(now, kept.unsettled));
    }
  }

  /// Puts an active delay back among the pending ones. If another one for its path has come
  /// meanwhile, they become one.
  private Delay reinsert(Delay delay) {
    delay.unlink();
    delay.active = false;
    Group group = groups.of(delay);
    Delay other = delay.itself ? group.itself : group.entries.get(delay.path);
    if (other != null) {
      sleep(group, other);
      foldable -= other.scan == null && delay.scan != null ? 1 : 0;
      other.absorb(delay);
      barriers.lower(other, delay.sequence);
      retire(delay);
      return other;
    }
    if (delay.itself) {
      group.itself = delay;
    } else {
      group.entries.put(delay.path, delay);
    }
    foldable += delay.scan == null ? 1 : 0;
    return delay;
  }

  /// Shows every delay: those being worked on, then directory by directory.
  public void forEach(Consumer<Delay> visitor) {
    batches.keySet().stream()
        .flatMap(batch -> batch.delays().stream())
        .filter(delay -> delay.active)
        .forEach(visitor);
    groups.forEach(visitor);
  }
}
