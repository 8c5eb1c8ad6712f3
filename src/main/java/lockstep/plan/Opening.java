package lockstep.plan;

import java.time.Duration;
import java.time.Instant;
import lockstep.config.SyncDefinition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The steps of an opening, trees first, then watches; and when each is tried: at once, and after a
/// failure again and again, with growing pauses.
///
/// Unless it insists: then the first failure of all is final, as it is with lsyncd.
final class Opening {
  private static final Logger ERROR = LoggerFactory.getLogger("Error");

  private enum Step {
    TREES,
    TO_WATCH,
    WATCHING,
    DONE
  }

  private final SyncDefinition definition;
  private Step step = Step.TREES;
  private boolean insists = true;
  private int failures;
  private Instant at = Instant.MIN;
  private @Nullable String end;

  Opening(SyncDefinition definition) {
    this.definition = definition;
  }

  /// @param insists whether it is tried again if it does not succeed
  void insist(boolean insists) {
    this.insists = insists;
  }

  /// When it is to be tried next; null if never.
  @Nullable Instant due() {
    return end == null ? at : null;
  }

  /// Has it tried anew, at once.
  void restart(Instant now) {
    step = Step.TREES;
    failures = 0;
    at = now;
  }

  /// The trees are open.
  void opened() {
    step = Step.TO_WATCH;
  }

  /// It is open and was watched, and must be watched anew.
  void rewatch() {
    step = Step.TO_WATCH;
  }

  /// Whether the next step is to watch the source.
  boolean isToWatch() {
    return step == Step.TO_WATCH;
  }

  Job.Watch watch() {
    step = Step.WATCHING;
    return new Job.Watch();
  }

  void succeeded() {
    step = Step.DONE;
    failures = 0;
    insists = true;
  }

  void failed(String why, Instant now) {
    step = Step.TREES;
    failures++;
    if (!insists) {
      end = text(why);
      return;
    }
    Duration pause = Retry.pause(failures, definition.name().hashCode());
    at = now.plus(pause);
    ERROR.error(
        "{} cannot start: {}; trying again in {} s",
        definition.name(),
        why,
        Math.max(1, pause.toSeconds()));
  }

  /// In lsyncd's words, which people look for in logs, after the reason, which it does not give.
  private String text(String why) {
    return "%s cannot start: %s\nTemporary or permanent failure on startup of %s/ -> %s. "
            .formatted(definition.name(), why, definition.source(), definition.target().directory())
        + "Terminating since \"insist\" is not set.";
  }

  /// Whether it failed when it was tried last.
  boolean hasFailed() {
    return failures > 0;
  }

  /// Why it is not tried any more, or null.
  @Nullable String end() {
    return end;
  }
}
