package lockstep.plan;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import lockstep.event.Event;
import lockstep.event.RelativePath;
import lockstep.queue.ScriptEvent;
import lockstep.queue.ScriptQueue;
import org.jspecify.annotations.Nullable;

/// What happens on its way into a script's queue: held back while nothing may change there, and
/// followed by what new directories hold.
final class ScriptIntake {
  /// More is what lsyncd calls an overflow. Some 200 MB of heap.
  private static final int MOST = 1_000_000;

  private final ScriptSieve sieve;
  private final ScriptQueue queue;
  private final Queue<RelativePath> unlisted;
  private final Runnable overflow;
  private final Deque<ScriptEvent> held = new ArrayDeque<>();
  private boolean holding = true;
  private int listing;

  /// @param unlisted directories whose content is to be told
  /// @param overflow is run when so much was lost that the whole tree must be looked at
  ScriptIntake(
      ScriptSieve sieve, ScriptQueue queue, Queue<RelativePath> unlisted, Runnable overflow) {
    this.sieve = sieve;
    this.queue = queue;
    this.unlisted = unlisted;
    this.overflow = overflow;
  }

  void take(Event event, Instant now) {
    if (event instanceof Event.Rescan(RelativePath path, _)) {
      lost(path);
    } else if (held.size() + queue.size() >= MOST) {
      lost(RelativePath.ROOT);
    } else {
      // by the rules of this moment, which the script may be about to change
      sieve.pass(event, told -> pass(told, now));
    }
  }

  private void pass(ScriptEvent told, Instant now) {
    if (holding) {
      held.add(told);
    } else {
      queue.add(told, now);
    }
  }

  /// Events at or below the path are lost. Of a part of the tree all that is there is told anew; of
  /// the whole the start tells.
  private void lost(RelativePath path) {
    if (path.isRoot()) {
      held.clear();
      overflow.run();
    } else {
      unlisted.add(path);
    }
  }

  void hold() {
    holding = true;
  }

  void letGo(Instant now) {
    holding = false;
    while (!holding && !held.isEmpty()) {
      queue.add(held.poll(), now);
    }
  }

  /// The next directory to list, unless so many are being listed.
  ScriptJob.@Nullable List next(int width) {
    RelativePath directory = listing < width ? unlisted.poll() : null;
    if (directory == null) {
      return null;
    }
    listing++;
    return new ScriptJob.List(directory);
  }

  /// What a directory holds; nothing if it is gone.
  void listed(List<Event.Create> entries, Instant now) {
    listing--;
    entries.forEach(entry -> take(entry, now));
  }

  void forget() {
    unlisted.clear();
    held.clear();
  }

  /// Whether everything that has been heard is in the queue.
  boolean isEmpty() {
    return held.isEmpty() && unlisted.isEmpty() && listing == 0;
  }
}
