package lockstep.plan;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import lockstep.queue.DelayQueue;
import org.jspecify.annotations.Nullable;

/// The time for which a sync did not follow its source: what changed in it, the comparison at the
/// next opening must find.
final class Gap {
  private @Nullable Instant since;

  /// It begins, unless it has begun earlier.
  void open(Instant now) {
    since = since == null || now.isBefore(since) ? now : since;
  }

  void close() {
    since = null;
  }

  /// When it began; null if there is none.
  @Nullable Instant since() {
    return since;
  }

  /// Since when changes may not be on the target, if whoever comes next does not know the queue.
  Instant unsettled(DelayQueue queue, Instant now) {
    var earliest = new AtomicReference<>(since == null ? now : since);
    queue.forEach(
        delay -> {
          boolean anything = delay.descends() || delay.scan() != null;
          Instant first = anything ? Instant.MIN : delay.first();
          earliest.accumulateAndGet(first, (a, b) -> a.isBefore(b) ? a : b);
        });
    return earliest.get();
  }
}
