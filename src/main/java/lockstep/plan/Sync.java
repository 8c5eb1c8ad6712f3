package lockstep.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import lockstep.config.SyncDefinition;
import lockstep.event.Event;
import lockstep.event.RelativePath;
import lockstep.plan.SyncStatus.State;
import lockstep.queue.Batch;
import lockstep.queue.Delay.Kind;
import lockstep.queue.Delay.Scan;
import lockstep.queue.DelayQueue;
import lockstep.queue.Timing;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One sync's life: it opens, compares, follows what happens, retries what fails, and stops when
/// something is not as it should be.
///
/// The loop feeds it events and outcomes, and asks it for jobs. Nothing here waits, reads a clock
/// or touches a disk.
public final class Sync {
  private static final Logger NORMAL = LoggerFactory.getLogger("Normal");
  private static final Logger WARN = LoggerFactory.getLogger("Warn");
  private static final Logger ERROR = LoggerFactory.getLogger("Error");
  private static final Logger DELAY = LoggerFactory.getLogger("Delay");

  private enum Phase {
    CLOSED,
    OPENING,
    LIVE,
    HALTED
  }

  private final SyncDefinition definition;
  private final IntSupplier width;
  private final DelayQueue queue;
  private final Unwatched unwatched = new Unwatched();
  private final List<Pledge> pledges = new ArrayList<>();
  private final Sieve sieve;
  private final Standing standing;
  private Phase phase = Phase.CLOSED;
  private @Nullable String why;
  private boolean confirmed;
  private int openings;
  private Instant openAt = Instant.MIN;
  private final Probes probes = new Probes();
  private @Nullable Instant closedSince;
  private Instant haltedAt = Instant.MIN;
  private final Startup startup;
  private boolean toldExhausted;
  private int running;
  private Outcome.Counts counts = Outcome.Counts.NONE;

  /// @param width tells how many jobs may be at work at once
  public Sync(SyncDefinition definition, IntSupplier width) {
    this.definition = definition;
    this.width = width;
    this.queue = new DelayQueue(new Timing(definition.delay()), definition.maxDelays());
    this.sieve = new Sieve(definition.filters());
    this.standing = new Standing(definition);
    this.startup = new Startup(definition, queue);
  }

  public SyncDefinition definition() {
    return definition;
  }

  // What happens

  /// Takes in an event from the watcher.
  public void event(Event event, Instant now) {
    if (event instanceof Event.Rescan rescan) {
      NORMAL.info("{}: events at /{} may have been lost, comparing it", name(), rescan.path());
    }
    sieve.pass(event, kept -> queue.add(kept, now));
  }

  /// The source root is not there any more.
  public void rootGone(String what, Instant now) {
    halt("the source " + definition.source() + " " + what, now);
  }

  /// The directory could not be watched: it will be compared at intervals.
  ///
  /// @param exhausted whether the kernel's limit of watches is the reason
  public void unwatched(RelativePath directory, boolean exhausted, Instant now) {
    unwatched.add(directory, now);
    if (exhausted && !toldExhausted) {
      toldExhausted = true;
      WARN.warn(
          "{}: out of inotify watches at /{}; what is not watched is compared every {} s. Consider"
              + " raising /proc/sys/fs/inotify/max_user_watches",
          name(),
          directory,
          Unwatched.INTERVAL.toSeconds());
    }
  }

  public void watched(RelativePath directory) {
    unwatched.remove(directory);
  }

  // What to do

  /// The next thing to do, or null if nothing is due or enough is being done.
  public @Nullable Job next(Instant now) {
    return switch (phase) {
      case CLOSED -> openAt.isAfter(now) || running > 0 ? null : open();
      case OPENING, HALTED -> null;
      case LIVE ->
          running >= width.getAsInt() ? null : !probes.next().isAfter(now) ? probe(now) : copy(now);
    };
  }

  private Job probe(Instant now) {
    running++;
    return probes.begin(now);
  }

  private Job open() {
    phase = Phase.OPENING;
    running++;
    return new Job.Open(confirmed);
  }

  private @Nullable Job copy(Instant now) {
    unwatched.due(now, (path, since) -> compare(path, since, now));
    Batch batch = queue.take(now);
    if (batch == null) {
      return null;
    }
    running++;
    DELAY.debug("Working on {}", batch);
    return new Job.Copy(batch, confirmed);
  }

  private void compare(RelativePath directory, Instant since, Instant now) {
    queue.scan(directory, new Scan(since, true, false), Kind.FULL, now);
  }

  /// When [#next] is to be asked again although nothing has happened; null if not before something
  /// does.
  public @Nullable Instant nextDue() {
    return switch (phase) {
      case CLOSED -> running > 0 ? null : openAt;
      case OPENING, HALTED -> null;
      case LIVE ->
          running < width.getAsInt()
              ? earliest(queue.nextDue(), unwatched.next(), standing.nextDue(), probes.next())
              : standing.nextDue();
    };
  }

  private static @Nullable Instant earliest(@Nullable Instant... times) {
    return Stream.of(times).filter(at -> at != null).min(Instant::compareTo).orElse(null);
  }

  // What became of it

  /// Takes in what became of a job.
  public void finished(Job job, Outcome outcome, Instant now) {
    running--;
    counts = counts.plus(outcome.counts());
    switch (job) {
      case Job.Open _ -> opened(outcome, now);
      case Job.Probe probe -> probed(probe, outcome, now);
      case Job.Copy copy -> {
        DELAY.debug("Finished {}: {}", copy.batch(), outcome);
        settle(copy.batch(), outcome, now);
        outcome.recheck().forEach(unwatched::remove);
        if (outcome.halt() != null) {
          halt(outcome.halt(), now);
        }
      }
    }
    if (phase == Phase.LIVE && startup.hasJustEnded()) {
      confirmed = false;
    }
    noteStanding(now);
  }

  private void probed(Job.Probe probe, Outcome outcome, Instant now) {
    if (outcome.halt() == null) {
      String before = probes.problem();
      probes.ended(probe, outcome, now);
      if (before == null && probes.problem() != null) {
        WARN.warn("{}: cannot see whether the roots are in place: {}", name(), probes.problem());
      }
    } else {
      halt(outcome.halt(), now);
    }
  }

  Probes probes() {
    return probes;
  }

  private void opened(Outcome outcome, Instant now) {
    if (phase == Phase.HALTED) {
      return;
    }
    if (outcome.halt() != null) {
      halt(outcome.halt(), now);
      return;
    }
    if (!outcome.failures().isEmpty()) {
      phase = Phase.CLOSED;
      confirmed = false;
      why = outcome.failures().getFirst().reason();
      Duration pause = Retry.pause(++openings, name().hashCode());
      openAt = now.plus(pause);
      ERROR.error(
          "{} cannot start: {}; trying again in {} s", name(), why, Math.max(1, pause.toSeconds()));
      return;
    }
    phase = Phase.LIVE;
    why = null;
    openings = 0;
    probes.rest(now);
    compareAll(now);
    for (Pledge pledge : pledges) {
      if (pledge.barrier() != null) {
        queue.remove(pledge.barrier());
      }
      pledge.put(queue.barrier(now));
      probes.hurry(now);
    }
  }

  /// The comparison at start; or, if there was a time in which nobody watched, one that finds what
  /// changed in it.
  private void compareAll(Instant now) {
    if (closedSince != null) {
      queue.scan(RelativePath.ROOT, Scan.ofAll(closedSince, !startup.isOver()), Kind.FULL, now);
    } else if (definition.initial()) {
      NORMAL.info("recursive startup rsync: {}/ -> {}/", definition.source(), definition.target());
      queue.scan(RelativePath.ROOT, Scan.ofAll(null, true), Kind.INIT, now);
    }
    startup.begun(now);
    closedSince = null;
  }

  private void settle(Batch batch, Outcome outcome, Instant now) {
    if (outcome.halt() != null) {
      queue.release(batch);
      batch.delays().forEach(delay -> queue.giveBack(delay, now));
      return;
    }
    var settlement = new Settlement(batch, queue, now);
    settlement.follow(outcome);
    queue.release(batch);
    settlement.settle(outcome);
    outcome.failures().forEach(this::report);
  }

  private void report(Outcome.Failure failure) {
    standing.failed();
    DELAY.debug("{}: /{} failed: {}", name(), failure.path(), failure.reason());
  }

  // Stopping and going on

  private void halt(String reason, Instant now) {
    if (phase == Phase.HALTED) {
      return;
    }
    phase = Phase.HALTED;
    why = reason;
    startup.interrupted();
    closedSince = now;
    haltedAt = now;
    confirmed = false;
    ERROR.error(
        "{} halted: {}. Nothing is copied or deleted until 'lockstep resume' is given.",
        name(),
        reason);
  }

  /// It is not in the configuration any more.
  public void remove() {
    if (phase != Phase.HALTED) {
      phase = Phase.HALTED;
      why = "the sync was removed from the configuration";
      startup.interrupted();
    }
  }

  /// Takes the place of a sync with the same source and target, but another configuration: a new
  /// configuration does not end a halt.
  ///
  /// What was pending there is found here by a comparison of everything that changed since.
  public void inherit(Sync predecessor, Instant now) {
    if (predecessor.phase == Phase.HALTED) {
      halt(String.valueOf(predecessor.why), predecessor.haltedAt);
    }
    closedSince = predecessor.unsettledSince(now);
  }

  private Instant unsettledSince(Instant now) {
    var since = new AtomicReference<>(closedSince == null ? now : closedSince);
    queue.forEach(
        delay -> {
          boolean anything = delay.descends() || delay.scan() != null;
          Instant first = anything ? Instant.MIN : delay.first();
          since.accumulateAndGet(first, (a, b) -> a.isBefore(b) ? a : b);
        });
    return since.get();
  }

  /// Goes on after a halt, believing the source as it is now.
  ///
  /// @return whether it was halted
  public boolean resume(Instant now) {
    if (phase != Phase.HALTED) {
      return false;
    }
    NORMAL.info("{} resumed", name());
    phase = Phase.CLOSED;
    why = null;
    confirmed = true;
    openAt = now;
    unwatched.clear();
    return true;
  }

  /// Whether it stands still: halted, or not able to start.
  public boolean isStopped() {
    return phase == Phase.HALTED || phase == Phase.CLOSED && openings > 0;
  }

  @Nullable String why() {
    return why;
  }

  /// Whether it has begun to watch, or has tried to and cannot.
  public boolean isUnderWay() {
    return phase == Phase.LIVE || isStopped();
  }

  /// Whether the comparison at start has come to its end.
  public boolean isStarted() {
    return startup.isOver();
  }

  /// Whether nothing that was tried is still failing.
  public boolean isClean() {
    return queue.failing() == 0;
  }

  // How it stands

  /// Makes everything due that is pending now, and promises to tell when it is on the target.
  public Pledge pledge(Instant now) {
    var pledge = new Pledge(this, probes.begun());
    if (phase == Phase.LIVE) {
      unwatched.all(now, (path, since) -> compare(path, since, now));
      probes.hurry(now);
      pledge.put(queue.barrier(now));
    }
    pledges.add(pledge);
    return pledge;
  }

  void release(Pledge pledge) {
    pledges.remove(pledge);
    if (pledge.barrier() != null) {
      queue.remove(pledge.barrier());
    }
  }

  /// Notes whether the sync is in step; logs when that changes.
  public void noteStanding(Instant now) {
    if (phase == Phase.LIVE && startup.isOver()) {
      standing.note(queue, now);
    }
  }

  private State state() {
    return switch (phase) {
      case HALTED -> State.HALTED;
      case CLOSED, OPENING -> State.STARTING;
      case LIVE -> startup.isOver() ? liveState() : State.STARTING;
    };
  }

  private State liveState() {
    if (queue.size() > 0) {
      return State.BEHIND;
    }
    boolean unknown = unwatched.size() > 0 || probes.problem() != null;
    return unknown ? State.UNKNOWN : State.IN_SYNC;
  }

  private String name() {
    return definition.name();
  }

  /// How the sync stands, as far as it has heard.
  public SyncStatus status(Instant now) {
    var pending = new PendingPaths(queue, now);
    return new SyncStatus(
        name(),
        definition.source(),
        definition.target().toString(),
        state(),
        why != null ? why : probes.problem(),
        queue.size(),
        pending.oldest(),
        pending.paths(),
        pending.failing(),
        unwatched.size(),
        counts.copied(),
        counts.bytes(),
        counts.updated(),
        counts.renamed(),
        counts.deleted(),
        definition.filters().rules());
  }
}
