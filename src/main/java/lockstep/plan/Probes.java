package lockstep.plan;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// When the roots of a sync are looked at, and what was found.
///
/// The kernel does not tell when a directory is removed or lazily unmounted that is held open; work
/// finds out, but an idle sync does none.
final class Probes {
  private static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private static final Logger WARN = LoggerFactory.getLogger("Warn");

  private final String sync;
  private Instant next = Instant.MAX;
  private long begun;
  private long sound;
  private long failed;
  private @Nullable String problem;

  Probes(String sync) {
    this.sync = sync;
  }

  /// Has one begin at once.
  void hurry(Instant now) {
    next = now;
  }

  /// Has one begin after a while.
  void rest(Instant now) {
    next = now.plus(INTERVAL);
  }

  Instant next() {
    return next;
  }

  Job.Probe begin(Instant now) {
    next = now.plus(INTERVAL);
    return new Job.Probe(++begun);
  }

  void ended(Job.Probe probe, Outcome outcome, Instant now) {
    if (outcome.failures().isEmpty()) {
      sound = Math.max(sound, probe.number());
      problem = null;
    } else {
      failed = Math.max(failed, probe.number());
      String reason = outcome.failures().getFirst().reason();
      if (problem == null) {
        WARN.warn("{}: cannot see whether the roots are in place: {}", sync, reason);
      }
      problem = reason;
      next = next.isBefore(now.plus(RETRY)) ? next : now.plus(RETRY);
    }
  }

  /// How many have begun.
  long begun() {
    return begun;
  }

  /// Whether one that began after the first `count` found both roots in place.
  boolean isSoundAfter(long count) {
    return sound > count;
  }

  /// Why the last one could not tell; null if it could.
  @Nullable String problem() {
    return problem;
  }

  /// Why one that began after the first `count` could not tell, if none has since.
  @Nullable String problemAfter(long count) {
    return failed > count && !isSoundAfter(count) ? problem : null;
  }
}
