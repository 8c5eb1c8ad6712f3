package lockstep.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lockstep.event.RelativePath;
import lockstep.queue.Batch;
import lockstep.queue.Delay;
import lockstep.queue.Delay.Scan;
import lockstep.queue.DelayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the outcome of a batch into the queue: what follows from it is queued first, so that
/// nothing is ever forgotten in between; then each delay is retired or put back.
final class Settlement {
  private static final Logger WARN = LoggerFactory.getLogger("Warn");

  private final String sync;
  private final Batch batch;
  private final DelayQueue queue;
  private final Brake brake;
  private final Instant now;
  private final Map<RelativePath, Delay> entries = new HashMap<>();
  private final Map<RelativePath, Batch.Part> parts = new HashMap<>();

  /// @param sync its name, for the log
  Settlement(String sync, Batch batch, DelayQueue queue, Brake brake, Instant now) {
    this.sync = sync;
    this.batch = batch;
    this.queue = queue;
    this.brake = brake;
    this.now = now;
    for (Batch.Part part : batch.parts()) {
      parts.put(part.directory(), part);
      part.names().forEach(delay -> entries.put(delay.path(), delay));
    }
  }

  /// Queues what follows from the outcome.
  void follow(Outcome outcome) {
    descend(outcome.descend());
    outcome.attributes().forEach(path -> queue.derive(path, null, origin(path), now));
    outcome.recheck().forEach(path -> recheck(path));
    outcome.related().forEach(path -> queue.deriveEntry(path, false, oldest(), now));
    for (Outcome.Failure failure : outcome.failures()) {
      if (delaysOf(failure).isEmpty()) {
        found(failure);
      }
    }
  }

  /// Queues what is in directories that were found.
  void descend(List<RelativePath> directories) {
    directories.forEach(this::descend);
  }

  /// A directory that an event named, or that a rename put where another one was, may hold
  /// anything; one that a scan came upon is compared as that scan was.
  private void descend(RelativePath path) {
    if (path.isRoot()) {
      queue.search(oldest(), now);
      return;
    }
    Delay named = entries.get(path);
    if (named != null) {
      queue.derive(path, new Scan(Instant.MIN, true, false), named, now);
      return;
    }
    Delay scan = scanOf(path.parent());
    if (scan != null && scan.scan() != null && scan.scan().deep()) {
      queue.derive(path, scan.scan(), scan, now);
    }
  }

  private void recheck(RelativePath directory) {
    if (!directory.isRoot()) {
      Batch.Part part = parts.get(directory);
      Delay origin = part == null || part.delays().isEmpty() ? oldest() : part.delays().getFirst();
      queue.deriveEntry(directory, true, origin, now);
    }
  }

  /// Something failed that no delay of the batch stands for: what a scan came upon.
  private void found(Outcome.Failure failure) {
    if (failure.directory()) {
      queue.derive(failure.path(), new Scan(Instant.MIN, true, false), oldest(), now);
    } else {
      RelativePath entry = entryOf(failure.path());
      queue.deriveEntry(entry, true, origin(entry), now);
    }
  }

  /// The entry of one of the batch's directories in which a path lies: what fails deep in a
  /// directory that is removed, fails it.
  private RelativePath entryOf(RelativePath path) {
    RelativePath entry = path;
    while (!entry.isRoot() && !parts.containsKey(entry.parent())) {
      entry = entry.parent();
    }
    return entry.isRoot() ? path : entry;
  }

  /// Retires the delays of the batch, or puts them back.
  void settle(Outcome outcome) {
    Set<Delay> left = new HashSet<>(batch.delays());
    for (Outcome.Failure failure : outcome.failures()) {
      for (Delay delay : delaysOf(failure)) {
        if (left.remove(delay)) {
          putBack(delay, failure.reason());
        }
      }
    }
    for (RelativePath path : outcome.unsettled()) {
      Delay delay = entries.get(path);
      if (delay != null && left.remove(delay)) {
        queue.postpone(delay, now);
      } else if (delay == null) {
        queue.deriveEntry(path, false, origin(path), now);
      }
    }
    for (RelativePath path : outcome.apart()) {
      Delay delay = entries.get(path);
      if (delay != null && left.remove(delay)) {
        queue.setApart(delay, now);
      }
    }
    for (RelativePath path : outcome.vanished()) {
      Delay delay = entries.get(path);
      if (delay == null) {
        queue.deriveMissing(path, origin(path), now);
      } else if (left.remove(delay)) {
        queue.miss(delay, now);
      }
    }
    for (Outcome.Held held : outcome.held()) {
      Delay delay = held.directory() ? scanOf(held.path()) : entries.get(held.path());
      if (delay != null && left.remove(delay)) {
        brake.hold(delay, held, now);
      }
    }
    left.forEach(queue::retire);
  }

  private void putBack(Delay delay, String reason) {
    int attempts = delay.attempts() + 1;
    Duration pause = Retry.pause(attempts, delay.path().hashCode());
    queue.putBack(delay, reason, now.plus(pause));
    if (Integer.bitCount(attempts) == 1) {
      WARN.warn(
          "{}: /{}: {}; tried {}, again in {} s",
          sync,
          delay.path(),
          reason,
          attempts == 1 ? "once" : attempts + " times",
          Math.max(1, pause.toSeconds()));
    }
  }

  /// The delays that a failure stands for; if a directory could not be worked on, all that it was
  /// opened for.
  private List<Delay> delaysOf(Outcome.Failure failure) {
    if (failure.directory()) {
      Batch.Part part = parts.get(failure.path());
      return part == null ? List.of() : part.delays();
    }
    Delay delay = entries.get(entryOf(failure.path()));
    return delay == null ? List.of() : List.of(delay);
  }

  private @Nullable Delay scanOf(RelativePath directory) {
    Batch.Part part = parts.get(directory);
    return part == null ? null : part.itself();
  }

  /// The delay because of which `path` was looked at.
  private Delay origin(RelativePath path) {
    Delay named = entries.get(path);
    if (named != null) {
      return named;
    }
    Delay scan = path.isRoot() ? null : scanOf(path.parent());
    return scan != null ? scan : oldest();
  }

  private Delay oldest() {
    return batch.delays().stream().min((a, b) -> a.first().compareTo(b.first())).orElseThrow();
  }
}
