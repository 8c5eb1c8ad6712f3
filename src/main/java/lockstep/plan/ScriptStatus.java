package lockstep.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lockstep.config.SyncDefinition;
import lockstep.queue.ScriptDelay;
import lockstep.queue.ScriptEvent;
import lockstep.queue.ScriptQueue;
import org.jspecify.annotations.Nullable;

/// What is pending in a script's queue at one moment, for a [SyncStatus].
final class ScriptStatus {
  private final Instant now;
  private final int size;
  private final List<SyncStatus.Pending> paths = new ArrayList<>();
  private final List<SyncStatus.Failing> failing = new ArrayList<>();
  private Instant first;

  ScriptStatus(ScriptQueue queue, Instant now) {
    this.now = now;
    this.size = queue.size();
    this.first = now;
    queue.delays().forEach(this::add);
  }

  private void add(ScriptDelay delay) {
    first = delay.first().isBefore(first) ? delay.first() : first;
    ScriptEvent event = delay.event();
    if (paths.size() < SyncStatus.MOST_PATHS) {
      paths.add(
          new SyncStatus.Pending(
              delay.status().word(),
              event.kind().word(),
              event.path(),
              event.directory(),
              event.destination()));
    }
    String reason = delay.reason();
    if (reason != null && failing.size() < SyncStatus.MOST_PATHS) {
      Duration next =
          delay.alarm().isAfter(now) ? Duration.between(now, delay.alarm()) : Duration.ZERO;
      failing.add(new SyncStatus.Failing(event.path(), reason, delay.attempts(), next));
    }
  }

  SyncStatus of(
      SyncDefinition definition,
      SyncStatus.State state,
      @Nullable String why,
      int unwatched,
      List<String> rules) {
    return new SyncStatus(
        definition.name(),
        definition.source(),
        definition.target().toString(),
        state,
        why,
        size,
        Duration.between(first, now),
        paths,
        failing,
        unwatched,
        0,
        0,
        0,
        0,
        0,
        rules,
        null);
  }
}
