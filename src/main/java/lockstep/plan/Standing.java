package lockstep.plan;

import java.time.Duration;
import java.time.Instant;
import lockstep.config.SyncDefinition;
import lockstep.queue.DelayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the log when a sync gets in step and when it falls out.
///
/// Ordinary traffic is no news: a sync is out of step only when a path failed, or has been pending
/// for a minute longer than its delay.
final class Standing {
  private static final Logger NORMAL = LoggerFactory.getLogger("Normal");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final SyncDefinition definition;
  private boolean inStep;
  private boolean failed;
  private @Nullable Instant behindSince;

  Standing(SyncDefinition definition) {
    this.definition = definition;
  }

  void failed() {
    failed = true;
  }

  void note(DelayQueue queue, Instant now) {
    if (queue.size() == 0) {
      behindSince = null;
      failed = false;
      if (!inStep) {
        inStep = true;
        NORMAL.info(
            "{} is in step: {} equals {}",
            definition.name(),
            definition.target(),
            definition.source());
      }
      return;
    }
    if (behindSince == null) {
      behindSince = now;
    }
    if (inStep && (failed || !limit(behindSince).isAfter(now))) {
      inStep = false;
      NORMAL.info("{} fell out of step: {} paths pending", definition.name(), queue.size());
    }
  }

  private Instant limit(Instant since) {
    return since.plus(definition.delay()).plus(PATIENCE);
  }

  /// When patience ends.
  @Nullable Instant nextDue() {
    return inStep && behindSince != null ? limit(behindSince) : null;
  }
}
