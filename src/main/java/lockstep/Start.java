package lockstep;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The start of a daemon that does not insist: no sync works before the sources and targets of all
/// of them have been opened, and if one cannot be, the daemon ends.
final class Start {
  /// A target that has not answered by then will not; an automounter takes some seconds, and a
  /// server that is tried again a minute.
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final List<LiveSync> syncs;
  private final Instant limit;

  Start(List<LiveSync> syncs, Instant now) {
    this.syncs = syncs;
    this.limit = now.plus(PATIENCE);
    syncs.forEach(sync -> sync.life().insist(false));
  }

  /// Whether all are open. From then on what fails is tried again.
  boolean isOver() {
    boolean over = syncs.stream().allMatch(Start::isOpen);
    if (over) {
      syncs.forEach(sync -> sync.life().insist(true));
    }
    return over;
  }

  private static boolean isOpen(LiveSync sync) {
    boolean halted = sync.life().isStopped();
    return sync.life().startFailure() == null && (sync.watcher() != null || halted);
  }

  /// Whether the sync is open, and waits for the others.
  boolean isHeld(LiveSync sync) {
    return isOpen(sync);
  }

  /// When patience ends.
  Instant limit() {
    return limit;
  }

  /// Why there is no start; null if there may still be one.
  @Nullable String failure(Instant now) {
    for (LiveSync sync : syncs) {
      String failure = sync.life().startFailure();
      if (failure == null && !isOpen(sync) && !now.isBefore(limit)) {
        failure = silent(sync);
      }
      if (failure != null) {
        return failure;
      }
    }
    return null;
  }

  private static String silent(LiveSync sync) {
    var definition = sync.definition();
    return "%s cannot start: %s or %s has not answered for %d s"
        .formatted(
            definition.name(), definition.target(), definition.source(), PATIENCE.toSeconds());
  }
}
