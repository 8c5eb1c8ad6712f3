package lockstep.queue;

import java.time.Instant;
import java.util.List;
import lockstep.event.RelativePath;
import lockstep.queue.Delay.Kind;
import lockstep.queue.Delay.Scan;
import org.jspecify.annotations.Nullable;

/// The delays of a [DelayQueue], kept in all the orders in which they are looked for: by path, by
/// time, by readiness, and by those who wait for them.
final class Pending {
  final Timing timing;
  final Groups groups = new Groups();
  final Schedule schedule = new Schedule();
  final Ready ready = new Ready();
  final Barriers barriers = new Barriers();
  final Comparisons comparisons = new Comparisons();
  private long nextSequence;
  private int size;
  private int foldable;

  Pending(Timing timing) {
    this.timing = timing;
  }

  /// How many delays there are, those being worked on included.
  int size() {
    return size;
  }

  /// The place of what is heard of next.
  long sequence() {
    return nextSequence++;
  }

  /// A barrier before which all comes that has been heard of.
  Barrier barrier() {
    return new Barrier(nextSequence);
  }

  /// The pending entry at `path`, made if there is none.
  Delay entry(RelativePath path, Kind kind, boolean directory, Instant now, long sequence) {
    Group group = groups.of(path.parent());
    Delay delay = group.entries.get(path);
    if (delay != null) {
      lower(delay, sequence);
      return delay;
    }
    delay = new Delay(path, false, kind, directory, now, sequence);
    group.entries.put(path, delay);
    enrol(delay);
    if (group.entries.size() > group.most) {
      fold(List.of(group), group.directory, new Folding(false), now);
    }
    return delay;
  }

  /// The pending delay of the directory at `path` itself, made if there is none, with `scan` added
  /// to what it is to look at.
  ///
  /// @param told whether an event told of all that the scan will find
  Delay itself(
      RelativePath path, Kind kind, @Nullable Scan scan, boolean told, Instant now, long sequence) {
    Group group = groups.of(path);
    Delay delay = group.itself;
    if (delay == null) {
      delay = new Delay(path, true, kind, true, now, sequence);
      group.itself = delay;
      enrol(delay);
      schedule.set(delay, timing.due(now, now, false));
    } else {
      barriers.lower(delay, sequence);
    }
    if (scan != null) {
      foldable -= delay.scan == null ? 1 : 0;
      delay.told = told && (delay.scan == null || delay.told);
      delay.scan = delay.scan == null ? scan : delay.scan.merge(scan);
      delay.allowance = 0;
      delay.held = 0;
      delay.aside = false;
      if (delay.ready) {
        ready.add(group);
      }
    }
    comparisons.update(delay);
    return delay;
  }

  /// Gives it an earlier place; what was there and has been renamed comes with it.
  private void lower(Delay delay, long sequence) {
    barriers.lower(delay, sequence);
    comparisons.update(delay);
    if (delay.movedTo != null) {
      barriers.lower(delay.movedTo, sequence);
    }
  }

  private void enrol(Delay delay) {
    size++;
    foldable++;
    barriers.enrolled(delay);
  }

  /// Keeps memory bounded, whatever happens.
  void foldIfTooMany(Instant now) {
    if (foldable > DelayQueue.MOST_DELAYS) {
      fold(groups.all(), RelativePath.ROOT, new Folding(true), now);
    }
  }

  private void fold(List<Group> crowded, RelativePath into, Folding folding, Instant now) {
    for (Group group : crowded) {
      folding.choose(group).forEach(delay -> detach(group, delay));
      group.most = group.entries.size() + DelayQueue.MOST_NAMES;
    }
    if (folding.folded().isEmpty()) {
      return;
    }
    Scan scan = folding.scan(now);
    long sequence = Math.min(folding.sequence(), sequence());
    hurry(itself(into, Kind.FULL, scan, folding.isTold(), now, sequence), now);
    folding.folded().forEach(this::retire);
    crowded.forEach(groups::removeIfEmpty);
  }

  /// A path that failed, or that somebody waits for, is due earlier after an event but never later;
  /// one that keeps changing keeps its pause.
  void reschedule(Delay delay, Instant now) {
    comparisons.update(delay);
    if (delay.retired || delay.unsettled > 0 || delay.held > 0) {
      return;
    }
    if (delay.attempts > 0) {
      schedule.set(delay, Timing.earlier(delay.due, timing.retried(now)));
      return;
    }
    Instant due = timing.due(delay.first, now, delay.isHeldOpen());
    schedule.set(delay, barriers.cover(delay) ? Timing.earlier(delay.due, due) : due);
  }

  /// Makes it due, whatever it was waiting for.
  void hurry(Delay delay, Instant now) {
    delay.held = 0;
    comparisons.update(delay);
    delay.open = false;
    delay.unseen = false;
    schedule.set(delay, now);
  }

  /// Notes that it is due; but what has left for an unknown place stays on the target until all has
  /// been looked at where it may be.
  void makeReady(Delay delay, Instant now) {
    if (delay.left == Delay.SINCE_DUE) {
      delay.left = sequence();
    }
    if (delay.left != Delay.NO_MORE && comparisons.isLookingBefore(delay.left)) {
      schedule.set(delay, timing.lookedFor(now));
      return;
    }
    delay.ready = true;
    Group group = groups.of(delay);
    if (!delay.itself) {
      group.due.add(delay);
    }
    ready.add(group);
  }

  /// Notes that what was here is somewhere else, where it is to be found first.
  void leave(Delay delay, Instant now) {
    delay.left = Delay.SINCE_DUE;
    if (delay.ready) {
      sleep(groups.of(delay), delay);
      schedule.set(delay, now);
    }
  }

  /// Takes it out of what is pending: it is going to be worked on, or retired.
  void detach(Group group, Delay delay) {
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

  /// Puts an active delay back among the pending ones. If another one for its path has come
  /// meanwhile, they become one.
  Delay reinsert(Delay delay) {
    delay.unlink();
    delay.active = false;
    Group group = groups.of(delay);
    Delay other = delay.itself ? group.itself : group.entries.get(delay.path);
    if (other != null) {
      sleep(group, other);
      foldable -= other.scan == null && delay.scan != null ? 1 : 0;
      other.absorb(delay);
      other.held = 0;
      lower(other, delay.sequence);
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

  /// The path is equal on both sides, or another delay stands for it.
  void retire(Delay delay) {
    delay.unlink();
    delay.active = false;
    delay.retired = true;
    size--;
    comparisons.update(delay);
    barriers.retired(delay);
  }
}
