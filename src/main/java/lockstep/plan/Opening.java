package lockstep.plan;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// When a sync that cannot open its trees tries to do so again.
final class Opening {
  private static final Logger ERROR = LoggerFactory.getLogger("Error");

  private final String sync;
  private int failures;
  private Instant at = Instant.MIN;

  Opening(String sync) {
    this.sync = sync;
  }

  /// When it is to be tried.
  Instant at() {
    return at;
  }

  /// Has it tried at once.
  void hurry(Instant now) {
    at = now;
  }

  void failed(String why, Instant now) {
    Duration pause = Retry.pause(++failures, sync.hashCode());
    at = now.plus(pause);
    ERROR.error(
        "{} cannot start: {}; trying again in {} s", sync, why, Math.max(1, pause.toSeconds()));
  }

  void succeeded() {
    failures = 0;
  }

  /// Whether it failed when it was tried last.
  boolean hasFailed() {
    return failures > 0;
  }
}
