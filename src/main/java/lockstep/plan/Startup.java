package lockstep.plan;

import java.time.Instant;
import lockstep.config.Engine;
import lockstep.config.SyncDefinition;
import lockstep.event.RelativePath;
import lockstep.queue.Barrier;
import lockstep.queue.Delay.Kind;
import lockstep.queue.Delay.Scan;
import lockstep.queue.DelayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The comparison at start, from its beginning to its end.
final class Startup {
  private static final Logger NORMAL = LoggerFactory.getLogger("Normal");
  private static final Logger WARN = LoggerFactory.getLogger("Warn");

  private final SyncDefinition definition;
  private final DelayQueue queue;
  private @Nullable Barrier barrier;
  private boolean over;

  Startup(SyncDefinition definition, DelayQueue queue) {
    this.definition = definition;
    this.queue = queue;
  }

  /// Queues its first directory.
  ///
  /// @param since if there was a time in which nobody followed the source, when it began: what
  ///   changed in it is found
  void begin(@Nullable Instant since, Instant now) {
    if (since != null) {
      queue.scan(RelativePath.ROOT, Scan.ofAll(since, !over), Kind.FULL, now);
    } else if (definition.initial()) {
      if (definition.engine().engine() == Engine.BUILT_IN) { // another one says so itself
        NORMAL.info("recursive startup rsync: {}/ -> {}", definition.source(), target());
      }
      queue.scan(RelativePath.ROOT, Scan.ofAll(null, true), Kind.INIT, now);
    }
    interrupted();
    barrier = queue.barrier(now);
  }

  /// It will not come to its end; another one begins later.
  void interrupted() {
    if (barrier != null) {
      queue.remove(barrier);
      barrier = null;
    }
  }

  /// Whether it has come to its end since this was asked last; says so in the log.
  boolean hasJustEnded() {
    if (barrier == null || !barrier.isDone() && !barrier.isStuck()) {
      return false;
    }
    tell(barrier);
    interrupted();
    over = true;
    return true;
  }

  private void tell(Barrier ended) {
    if (ended.isDone()) {
      if (definition.initial() || over) {
        NORMAL.info("Startup of {}/ -> {} finished.", definition.source(), target());
      }
      return;
    }
    WARN.warn(
        "Startup of {}/ -> {} finished, but {} paths failed and are tried again: /{}: {}",
        definition.source(),
        target(),
        ended.remaining(),
        ended.failures().getFirst().path(),
        ended.failures().getFirst().reason());
  }

  private String target() {
    return definition.target().directory();
  }

  /// Whether it has come to its end once.
  boolean isOver() {
    return over;
  }
}
