package lockstep.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lockstep.event.RelativePath;
import lockstep.queue.Delay.Kind;
import lockstep.queue.ScriptDelay.Status;
import lockstep.queue.ScriptRules.Verdict;
import org.jspecify.annotations.Nullable;

/// The events that wait for a sync's script: lsyncd's list of delays, in which each event keeps its
/// place and is told by itself.
///
/// A new event is held against the older ones, the newest first; the first that has to do with it
/// decides what becomes of it ([ScriptRules]).
public final class ScriptQueue {
  /// From so many on, what happens to a file again is told once, as long as it has not been told. A
  /// burst of a copied tree stays below, each of its events told as lsyncd tells it.
  private static final int MANY = 10_000;

  private final @Nullable Duration delay;
  private final int maxDelays;
  private final boolean moves;
  private final Consumer<RelativePath> made;
  private final Consumer<Supplier<String>> story;
  private final NavigableMap<Long, ScriptDelay> delays = new TreeMap<>();
  private final ScriptIndex index = new ScriptIndex();
  private long last;
  private long failures;

  /// @param delay how long an event waits; null for not at all
  /// @param maxDelays with at least so many, nothing waits for its time
  /// @param moves whether moves stay moves
  /// @param made is told of directories whose content is to be told too
  /// @param story hears what becomes of each event, in lsyncd's words
  public ScriptQueue(
      @Nullable Duration delay,
      int maxDelays,
      boolean moves,
      Consumer<RelativePath> made,
      Consumer<Supplier<String>> story) {
    this.delay = delay;
    this.maxDelays = maxDelays;
    this.moves = moves;
    this.made = made;
    this.story = story;
  }

  // --- what happens

  /// Takes in an event of the tree.
  public void add(ScriptEvent event, Instant now) {
    if (event.isMove() && !moves) {
      story.accept(() -> "splitting Move into Delete & Create");
      split(event, now);
      return;
    }
    if (delays.size() >= MANY && isRepeated(event)) {
      return;
    }
    ScriptDelay older = decisive(event);
    Verdict verdict = older == null ? Verdict.NONE : ScriptRules.of(older.event, event);
    if (older != null && verdict == Verdict.SPLIT) {
      story.accept(() -> event.words() + " splits on " + words(older));
      split(event, now);
      return;
    }
    place(event, older, verdict, now);
    if (event.kind() == Kind.CREATE && event.directory()) {
      made.accept(event.path());
    }
  }

  private void split(ScriptEvent move, Instant now) {
    add(move.origin(), now);
    add(move.arrival(), now);
  }

  private boolean isRepeated(ScriptEvent event) {
    ScriptDelay before = event.isMove() ? null : index.last(event.path());
    return before != null && before.status != Status.ACTIVE && before.event.equals(event);
  }

  private @Nullable ScriptDelay decisive(ScriptEvent event) {
    var newest = new ScriptDelay[1];
    index.near(
        event,
        delay -> {
          boolean newer = newest[0] == null || delay.id > newest[0].id;
          if (newer && ScriptRules.of(delay.event, event) != Verdict.NONE) {
            newest[0] = delay;
          }
        });
    return newest[0];
  }

  private void place(ScriptEvent event, @Nullable ScriptDelay older, Verdict verdict, Instant now) {
    Instant alarm = delay == null ? Instant.MIN : now.plus(delay);
    if (older == null || verdict == Verdict.NONE) {
      story.accept(() -> "New " + event.words());
      append(event, alarm, now);
      return;
    }
    boolean free = older.status != Status.ACTIVE;
    if (verdict == Verdict.REPLACE && free) {
      story.accept(() -> event.words() + " replaces " + words(older));
      become(older, event);
      older.alarm = alarm;
      return;
    }
    if (verdict == Verdict.TO_DELETE && free) {
      story.accept(
          () ->
              event.words()
                  + " turns "
                  + older.event.words()
                  + " into "
                  + older.event.origin().words());
      become(older, older.event.origin());
    } else {
      story.accept(() -> event.words() + " blocked by " + words(older));
    }
    stack(append(event, alarm, now), older);
  }

  private static String words(ScriptDelay delay) {
    return delay.event.brief();
  }

  private void become(ScriptDelay delay, ScriptEvent event) {
    index.remove(delay);
    delay.event = event;
    index.add(delay);
  }

  private static void stack(ScriptDelay waiting, ScriptDelay older) {
    waiting.status = Status.BLOCK;
    waiting.blocker = older;
    older.blocked.add(waiting);
  }

  /// Appends one that belongs to no path and is due at once. Only a `Full` waits for older ones.
  public ScriptDelay addWhole(ScriptEvent event, Instant now) {
    ScriptDelay fresh = append(event, Instant.MIN, now);
    if (event.kind() == Kind.FULL) {
      ScriptDelay wall = index.wall();
      if (wall != null) {
        stack(fresh, wall);
      }
    }
    return fresh;
  }

  private ScriptDelay append(ScriptEvent event, Instant alarm, Instant now) {
    var fresh = new ScriptDelay(++last, event, alarm, now);
    delays.put(fresh.id, fresh);
    index.add(fresh);
    return fresh;
  }

  // --- what is due

  private boolean isFull() {
    return delays.size() >= maxDelays;
  }

  private boolean isDue(ScriptDelay delay, Instant now) {
    return isFull() || !delay.alarm.isAfter(now);
  }

  /// The next one after that number for which something is to be started; null if there is none.
  /// The first that is not due yet, whatever its state, holds up those behind it.
  public @Nullable ScriptDelay ready(long behind, Instant now) {
    for (ScriptDelay delay : delays.values()) {
      if (!isDue(delay, now)) {
        return null;
      }
      if (delay.id > behind && isReady(delay)) {
        return delay;
      }
    }
    return null;
  }

  private boolean isReady(ScriptDelay delay) {
    return delay.status == Status.WAIT && !index.isHeld(delay);
  }

  /// When [#ready] is worth asking again although nothing happens; null if never.
  public @Nullable Instant alarm(Instant now) {
    for (ScriptDelay delay : delays.values()) {
      if (!isDue(delay, now)) {
        return delay.alarm;
      }
    }
    return null;
  }

  /// The first that is ready and due, for a script that asks for its next event.
  public @Nullable ScriptDelay next(Instant now) {
    for (ScriptDelay delay : delays.values()) {
      if (isReady(delay) && isDue(delay, now)) {
        return delay;
      }
    }
    return null;
  }

  /// Makes everything due that is pending now.
  public void hurry() {
    delays.values().forEach(delay -> delay.alarm = Instant.MIN);
  }

  // --- what becomes of it

  /// A process runs for these.
  public void activate(Collection<Long> ids) {
    for (ScriptDelay delay : these(ids)) {
      delay.status = Status.ACTIVE;
      index.activated(delay);
    }
  }

  /// These are done; what waited for them is ready.
  public void remove(Collection<Long> ids) {
    for (ScriptDelay delay : these(ids)) {
      delays.remove(delay.id);
      release(delay);
      index.remove(delay);
      if (delay.blocker != null) {
        delay.blocker.blocked.remove(delay);
      }
      for (ScriptDelay waiting : delay.blocked) {
        waiting.blocker = null;
        waiting.status = waiting.status == Status.BLOCK ? Status.WAIT : waiting.status;
      }
    }
  }

  /// These are to be tried again; what waits for them goes on waiting.
  public void again(Collection<Long> ids, String reason, Instant alarm) {
    failures++;
    for (ScriptDelay delay : these(ids)) {
      release(delay);
      delay.status = delay.blocker == null ? Status.WAIT : Status.BLOCK;
      delay.alarm = alarm;
      delay.attempts++;
      delay.failure = failures;
      delay.reason = reason;
    }
  }

  private void release(ScriptDelay delay) {
    if (delay.status == Status.ACTIVE) {
      index.deactivated(delay);
      delay.status = Status.WAIT;
    }
  }

  /// Forgets everything.
  public void clear() {
    remove(List.copyOf(delays.keySet()));
  }

  private List<ScriptDelay> these(Collection<Long> ids) {
    var found = new ArrayList<ScriptDelay>(ids.size());
    for (long id : ids) {
      ScriptDelay delay = delays.get(id);
      if (delay != null) {
        found.add(delay);
      }
    }
    found.sort(Comparator.comparingLong(each -> each.id));
    return found;
  }

  // --- how it stands

  public int size() {
    return delays.size();
  }

  /// How many failures there were.
  public long failures() {
    return failures;
  }

  /// The last that was queued has this number or a lower one.
  public long last() {
    return last;
  }

  /// The lowest number in the queue; [Long#MAX_VALUE] if it is empty.
  public long first() {
    return delays.isEmpty() ? Long.MAX_VALUE : delays.firstKey();
  }

  public @Nullable ScriptDelay get(long id) {
    return delays.get(id);
  }

  public ScriptEntry entry(ScriptDelay delay) {
    return ScriptEntry.of(delay, index.isHeld(delay));
  }

  /// In the order of the queue.
  public Collection<ScriptDelay> delays() {
    return delays.values();
  }

  /// The whole queue, in its order.
  public List<ScriptEntry> entries() {
    return delays.values().stream().map(this::entry).toList();
  }
}
