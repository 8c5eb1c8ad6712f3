package lockstep.plan;

import java.time.Duration;
import java.time.Instant;
import lockstep.queue.Delay.Kind;
import lockstep.queue.ScriptDelay;
import lockstep.queue.ScriptQueue;
import org.jspecify.annotations.Nullable;

/// Whose turn it is: goes through what is due in the order of the queue and has the script called
/// for it, as lsyncd does.
///
/// The script is not told which event it is called for; it asks. If it lets one lie, it is called
/// for the next one; and if it lets all lie, again after a while or when something has happened.
final class ScriptTurns {
  /// lsyncd would go round without a pause.
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final ScriptQueue queue;
  private long behind;
  private boolean changed;
  private @Nullable Instant quiet;

  ScriptTurns(ScriptQueue queue) {
    this.queue = queue;
  }

  /// Something has happened to the queue.
  void changed() {
    changed = true;
    quiet = null;
    behind = 0;
  }

  /// The next turn; null if nothing is due.
  @Nullable Turn next(Instant now) {
    if (quiet != null && quiet.isAfter(now)) {
      return null;
    }
    quiet = null;
    ScriptDelay delay = queue.ready(behind, now);
    if (delay == null) {
      if (behind > 0) {
        quiet = now.plus(PAUSE);
        behind = 0;
      }
      return null;
    }
    behind = delay.id();
    changed = false;
    return turn(delay);
  }

  private Turn turn(ScriptDelay delay) {
    if (delay.event().kind() == Kind.INIT) {
      return new Turn.Init(queue.entry(delay));
    }
    return delay.event().kind() == Kind.FULL
        ? new Turn.Full(queue.entry(delay))
        : new Turn.Action();
  }

  /// Whether anything has happened to the queue since the last turn was given out.
  boolean hasChanged() {
    return changed;
  }

  /// When [#next] is worth asking again although nothing happens; null if never.
  @Nullable Instant due(Instant now) {
    Instant alarm = queue.alarm(now);
    if (quiet == null) {
      return alarm;
    }
    return alarm == null || quiet.isBefore(alarm) ? quiet : alarm;
  }
}
