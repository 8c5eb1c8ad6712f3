package lockstep.queue;

import java.time.Duration;
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
  /// The allowance of a delay that may delete whatever it finds missing.
  public static final long ANY = Long.MAX_VALUE;

  /// Scanning a directory costs less than this many single looks.
  static final int MOST_NAMES = 10_000;

  /// About 30 MB of delays.
  static final int MOST_DELAYS = 200_000;

  /// Far from folding.
  private static final int CROWDED = MOST_DELAYS / 4;

  /// One batch holds up a directory, so it should not take long.
  static final int MOST_IN_BATCH = 2_000;

  /// rsync compares each entry of the directories that it goes through with each name of a list.
  static final int MOST_IN_SWEEP = 1_000;

  private static final int SCAN_TURN = 4;

  /// Decisions come when a comparison is through. Should one be missed, it is found again.
  private static final Duration LONGEST_HOLD = Duration.ofDays(1);

  /// Changing once or twice while being read is nothing unusual.
  private static final int WORTH_TELLING = 3;

  private final int maxDelays;
  private final Pending pending;
  private final Intake intake;
  private final Map<Batch, List<Group>> batches = new LinkedHashMap<>();
  private int turn;

  /// @param maxDelays with at least this many paths pending, the delay is not waited for
  public DelayQueue(Timing timing, int maxDelays) {
    this.maxDelays = maxDelays;
    this.pending = new Pending(timing);
    this.intake = new Intake(pending);
  }

  /// How many paths are pending or being worked on.
  public int size() {
    return pending.size();
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
    intake.add(event, now);
  }

  /// Has the directory at `path` compared, at once.
  public void scan(RelativePath path, Scan scan, Kind kind, Instant now) {
    Delay delay = pending.itself(path, kind, scan, false, now, pending.sequence());
    delay.kind = kind;
    pending.hurry(delay, now);
  }

  /// Has everything compared because of `origin`, but not at once: what is looked for may turn up,
  /// or vanish, by itself.
  public void search(Delay origin, Instant now) {
    boolean fresh = pending.groups.of(RelativePath.ROOT).itself == null;
    Scan scan = Scan.ofAll(null, false);
    Delay delay = pending.itself(RelativePath.ROOT, Kind.FULL, scan, false, now, origin.sequence);
    delay.aside |= fresh;
    pending.comparisons.update(delay);
    Instant due = pending.barriers.cover(delay) ? now : pending.timing.searched(now);
    pending.schedule.set(delay, fresh ? due : Timing.earlier(delay.due, due));
  }

  /// Has the directory at `path` compared because of `origin`, at once.
  ///
  /// @param scan null for its own attributes only
  public void derive(RelativePath path, @Nullable Scan scan, Delay origin, Instant now) {
    Delay delay = pending.itself(path, origin.kind, scan, origin.told, now, origin.sequence);
    if (scan != null || delay.attempts == 0) {
      pending.hurry(delay, now); // otherwise its next try does that too
    }
  }

  /// Has the entry at `path` compared by content because of `origin`, at once.
  ///
  /// @param descends whether a directory found there is to be scanned
  public void deriveEntry(RelativePath path, boolean descends, Delay origin, Instant now) {
    Delay delay = pending.entry(path, Kind.MODIFY, descends, now, origin.sequence);
    delay.content = true;
    delay.descends |= descends;
    delay.told |= origin.told;
    delay.allowance = Math.max(delay.allowance, origin.allowance);
    pending.hurry(delay, now);
  }

  /// When something falls due next that is not due yet; null while nothing waits for time to pass.
  public @Nullable Instant nextDue() {
    return pending.schedule.next();
  }

  /// Makes everything due now, and tells when all of it is done.
  public Barrier barrier(Instant now) {
    var barrier = pending.barrier();
    forEach(
        delay -> {
          barrier.added();
          if (!delay.active && delay.held == 0) {
            pending.hurry(delay, now);
          }
        });
    pending.barriers.add(barrier);
    return barrier;
  }

  /// Forgets a barrier.
  public void remove(Barrier barrier) {
    pending.barriers.remove(barrier);
  }

  /// Whether a barrier is up.
  public boolean isAwaited() {
    return !pending.barriers.isEmpty();
  }

  // What goes out

  /// The next batch that is due and can be worked on, or null: of one directory, mostly.
  public @Nullable Batch take(Instant now) {
    wake(now);
    boolean scanFirst = ++turn % SCAN_TURN == 0;
    Batch batch = scanFirst ? takeScan() : takeNames();
    if (batch == null) {
      batch = scanFirst ? takeNames() : takeScan();
    }
    return batch;
  }

  /// The next batch as one that takes whatever is due in all directories, up to a limit; or null.
  /// In turn with what was [set apart][#setApart].
  public @Nullable Batch takeAll(Instant now) {
    wake(now);
    boolean apartFirst = ++turn % 2 == 0;
    Batch batch = apartFirst ? takeApart() : sweep();
    if (batch == null) {
      batch = apartFirst ? sweep() : takeApart();
    }
    return batch;
  }

  private @Nullable Batch sweep() {
    var sweep = new Sweep(pending.groups, batches.isEmpty(), MOST_IN_SWEEP);
    if (!sweep.addRoot(pending.groups.of(RelativePath.ROOT))) {
      pending.ready.all().forEach(sweep::add);
    }
    return sweep.isEmpty() ? null : start(sweep.groups(), sweep.parts());
  }

  private @Nullable Batch takeApart() {
    var sweep = new Sweep(pending.groups, batches.isEmpty(), 1);
    pending.ready.all().forEach(sweep::addApart);
    return sweep.isEmpty() ? null : start(sweep.groups(), sweep.parts());
  }

  private void wake(Instant now) {
    if (pending.size() >= maxDelays) {
      pending.schedule.wakeEarly(this::isCrowdedOut, delay -> pending.makeReady(delay, now));
    }
    pending.schedule.wake(now, delay -> pending.makeReady(delay, now));
  }

  /// Whether the delay is not waited for when too much is pending.
  private boolean isCrowdedOut(Delay delay) {
    return delay.attempts == 0
        && delay.unsettled == 0
        && delay.held == 0
        && delay.left == Delay.NO_MORE
        && !delay.isHeldOpen();
  }

  private @Nullable Batch takeScan() {
    Group group = pending.ready.pollScan();
    return group == null
        ? null
        : start(List.of(group), List.of(new Batch.Part(group.directory, List.of(), group.itself)));
  }

  private @Nullable Batch takeNames() {
    return pending.ready.firstNames(
        batches.isEmpty(),
        group -> {
          var assembly = new Assembly(pending.groups);
          assembly.addDirectory(group, MOST_IN_BATCH);
          return assembly.isEmpty() ? null : start(assembly.groups(), assembly.parts());
        });
  }

  private Batch start(List<Group> taken, List<Batch.Part> parts) {
    var batch = new Batch(parts, pending.size() > CROWDED);
    batches.put(batch, taken);
    for (Batch.Part part : parts) {
      Group group = pending.groups.of(part.directory());
      group.busy = true;
      group.scanning = part.itself() != null && part.itself().scan != null;
      for (Delay delay : part.delays()) {
        pending.detach(group, delay);
        delay.active = true;
        delay.held = 0;
        delay.aside = false;
        pending.comparisons.update(delay);
        group.active.merge(delay.path, delay.sequence, Math::min);
        pending.barriers.trying(delay);
      }
    }
    return batch;
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
      pending.ready.add(group);
      pending.groups.removeIfEmpty(group);
    }
  }

  /// The path is equal on both sides, or another delay stands for it.
  public void retire(Delay delay) {
    pending.retire(delay);
  }

  /// The path was not worked on after all, and stays due.
  public void giveBack(Delay delay, Instant now) {
    pending.hurry(pending.reinsert(delay), now);
  }

  /// The path was not worked on yet: it is to have a batch of its own, at once.
  public void setApart(Delay delay, Instant now) {
    Delay kept = pending.reinsert(delay);
    kept.apart = true;
    pending.hurry(kept, now);
  }

  /// The path failed for `reason` and is to be tried again at `due`, or earlier if something
  /// happens to it.
  public void putBack(Delay delay, String reason, Instant due) {
    Delay kept = pending.reinsert(delay);
    kept.attempts = delay.attempts + 1;
    kept.unsettled = 0;
    kept.reason = reason;
    setAside(kept);
    pending.barriers.failed(kept);
    pending.schedule.set(
        kept, kept == delay ? due : Timing.earlier(due, pending.timing.retried(kept.last)));
  }

  /// The path was changing while it was looked at, and is to be looked at again soon.
  public void postpone(Delay delay, Instant now) {
    boolean glance = delay.unseen;
    Delay kept = pending.reinsert(delay);
    kept.content = true;
    setAside(kept);
    if (glance) {
      kept.unseen = false;
      pending.schedule.set(kept, pending.timing.due(kept.first, kept.last, kept.open));
    } else {
      kept.unsettled = delay.unsettled + 1;
      if (kept.unsettled >= WORTH_TELLING) {
        kept.reason = "it changes whenever it is read, " + kept.unsettled + " times so far";
      }
      pending.schedule.set(kept, pending.timing.settled(now, kept.unsettled));
    }
  }

  /// The source does not have it (any more), but it may turn up under another name, of which an
  /// event is on its way, or in a directory that is to be looked into; then it is to be looked at
  /// again.
  public void miss(Delay delay, Instant now) {
    Delay kept = pending.reinsert(delay);
    if (kept == delay) {
      leave(kept);
    }
    setAside(kept);
    pending.schedule.set(kept, pending.timing.lookedFor(now));
  }

  /// The same for what a scan because of `origin` came upon, and may remove.
  public void deriveMissing(RelativePath path, Delay origin, Instant now) {
    boolean fresh = pending.groups.entry(path) == null;
    Delay delay = pending.entry(path, Kind.DELETE, false, now, origin.sequence);
    if (fresh && !delay.retired) {
      delay.told = true;
      leave(delay);
      pending.schedule.set(delay, pending.timing.lookedFor(now));
    }
  }

  private void leave(Delay delay) {
    delay.gone = true;
    delay.left = Delay.SINCE_DUE;
  }

  private void setAside(Delay delay) {
    delay.aside = true;
    pending.comparisons.update(delay);
  }

  // What waits for a decision

  /// Looking at the path has shown that `entries` entries of the target are missing in the source,
  /// of which no event told: it waits until it is [let go][#letGo].
  public void hold(Delay delay, long entries, Instant now) {
    Delay kept = pending.reinsert(delay);
    if (kept == delay) {
      kept.allowance = 0;
      kept.held = entries;
      pending.schedule.set(kept, now.plus(LONGEST_HOLD));
      pending.comparisons.update(kept);
    } else {
      pending.hurry(kept, now);
    }
  }

  /// The operator has said that a delay at work may delete what it finds missing; that holds for
  /// what fails of it too.
  public void allowAll(Delay delay) {
    delay.allowance = ANY;
  }

  /// How many delays are held.
  public int held() {
    return pending.comparisons.held();
  }

  /// Has a held delay looked at again, and lets it delete as many entries as were counted, or none.
  public void letGo(Delay delay, boolean allowed, Instant now) {
    delay.allowance = allowed ? delay.held : 0;
    pending.hurry(delay, now);
  }

  /// The present as a moment, for [#isComparing].
  public long moment() {
    return pending.sequence();
  }

  /// Whether a comparison that began before `moment` has not come through yet, but for what failed.
  public boolean isComparing(long moment) {
    return pending.comparisons.isOpenBefore(moment);
  }

  /// Whether nothing is left of any comparison, but for what failed.
  public boolean isCompared() {
    return pending.comparisons.isOver();
  }

  /// Shows every delay: those being worked on, then directory by directory.
  public void forEach(Consumer<Delay> visitor) {
    batches.keySet().stream()
        .flatMap(batch -> batch.delays().stream())
        .filter(delay -> delay.active)
        .forEach(visitor);
    pending.groups.forEach(visitor);
  }
}
