package lockstep.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lockstep.config.SyncDefinition;
import lockstep.event.RelativePath;
import lockstep.queue.Delay;
import lockstep.queue.DelayQueue;
import org.jspecify.annotations.Nullable;

/// What is pending in a queue at one moment, for a [SyncStatus].
final class PendingPaths {
  private final Instant now;
  private final List<SyncStatus.Pending> paths = new ArrayList<>();
  private final List<SyncStatus.Failing> failing = new ArrayList<>();
  private final int size;
  private Instant first;

  PendingPaths(DelayQueue queue, Instant now) {
    this.now = now;
    this.size = queue.size();
    this.first = now;
    queue.forEach(this::add);
  }

  private void add(Delay delay) {
    if (delay.first().isBefore(first)) {
      first = delay.first();
    }
    if (paths.size() < SyncStatus.MOST_PATHS) {
      paths.add(pending(delay));
    }
    String reason = delay.reason();
    if (reason != null && failing.size() < SyncStatus.MOST_PATHS) {
      Duration next = Duration.between(now, delay.due());
      failing.add(
          new SyncStatus.Failing(
              delay.path(), reason, delay.attempts(), next.isNegative() ? Duration.ZERO : next));
    }
  }

  private static SyncStatus.Pending pending(Delay delay) {
    String status = delay.isActive() ? "active" : "wait";
    RelativePath from = delay.movedFrom();
    return from == null
        ? new SyncStatus.Pending(
            status, delay.kind().word(), delay.path(), delay.isDirectory(), null)
        : new SyncStatus.Pending(
            status, delay.kind().word(), from, delay.isDirectory(), delay.path());
  }

  SyncStatus status(
      SyncDefinition definition,
      SyncStatus.State state,
      @Nullable String why,
      int unwatched,
      Outcome.Counts counts,
      @Nullable Progress progress) {
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
        counts.copied(),
        counts.bytes(),
        counts.updated(),
        counts.renamed(),
        counts.deleted(),
        definition.filters().rules(),
        progress);
  }
}
