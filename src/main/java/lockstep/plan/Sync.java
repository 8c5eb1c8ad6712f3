package lockstep.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import lockstep.config.Engine;
import lockstep.config.RsyncFlag;
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
public final class Sync implements Following {
  private static final Logger NORMAL = LoggerFactory.getLogger("Normal");
  private static final Logger WARN = LoggerFactory.getLogger("Warn");
  private static final Logger ERROR = LoggerFactory.getLogger("Error");
  private static final Logger EXEC = LoggerFactory.getLogger("Exec");
  private static final Logger INOTIFY = LoggerFactory.getLogger("Inotify");
  private static final Logger DELAY = LoggerFactory.getLogger("Delay");

  private enum Phase {
    CLOSED,
    OPENING,
    LIVE,
    HALTED
  }

  private final SyncDefinition definition;
  private final IntSupplier width;
  private final @Nullable String idle;
  private final DelayQueue queue;
  private final Unwatched unwatched = new Unwatched();
  private final Pledges pledges;
  private final Brake brake;
  private final Sieve sieve;
  private final Standing standing;
  private Phase phase = Phase.CLOSED;
  private @Nullable String why;
  private boolean confirmed;
  private final Opening opening;
  private final Probes probes;
  private final Link link;
  private final Gap gap = new Gap();
  private final Startup startup;
  private final Pace pace = new Pace();
  private int running;
  private int copying;
  private Outcome.Counts counts = Outcome.Counts.NONE;

  /// @param width tells how many jobs may be at work at once
  public Sync(SyncDefinition definition, IntSupplier width) {
    this.definition = definition;
    this.width = width;
    boolean dry = definition.rsync().effective().has(RsyncFlag.DRY_RUN);
    this.idle = dry ? "dry_run is set, so nothing is copied" : null;
    this.queue = new DelayQueue(new Timing(definition.delay()), definition.maxDelays());
    this.sieve = new Sieve(definition.filters());
    this.standing = new Standing(definition);
    this.startup = new Startup(definition, queue);
    this.probes = new Probes(definition.name());
    this.link = new Link(definition.name());
    this.opening = new Opening(definition);
    this.pledges = new Pledges(this, queue);
    this.brake = new Brake(definition.maxDelete(), queue);
  }

  public SyncDefinition definition() {
    return definition;
  }

  // What happens

  @Override
  public void event(Event event, Instant now) {
    if (event instanceof Event.Rescan rescan) {
      NORMAL.info("{}: events at /{} may have been lost, comparing it", name(), rescan.path());
    }
    if (INOTIFY.isDebugEnabled()) {
      INOTIFY.debug("got event {}", Wording.event(event).replaceFirst(":", ""));
    }
    sieve.pass(event, kept -> queue.add(kept, now));
  }

  @Override
  public void rootGone(String what, Instant now) {
    halt("the source " + definition.source() + " " + what, now);
  }

  /// The directory could not be watched: it will be compared at intervals.
  ///
  /// @param exhausted whether the kernel's limit of watches is the reason
  public void unwatched(RelativePath directory, boolean exhausted, Instant now) {
    unwatched.add(directory, now);
    if (exhausted) {
      unwatched.tell(name(), directory);
    }
  }

  public void watched(RelativePath directory) {
    unwatched.remove(directory);
  }

  @Override
  public void insist(boolean insists) {
    opening.insist(insists);
  }

  @Override
  public @Nullable String startFailure() {
    return opening.end();
  }

  // What to do

  /// The next thing to do, or null if nothing is due or enough is being done.
  public @Nullable Job next(Instant now) {
    return switch (phase) {
      case CLOSED -> isOpeningDue(now) ? open() : null;
      case OPENING -> opening.isToWatch() ? watch() : null;
      case HALTED -> null;
      case LIVE ->
          running >= width.getAsInt() ? null : !probes.next().isAfter(now) ? probe(now) : copy(now);
    };
  }

  private Job watch() {
    running++;
    return opening.watch();
  }

  private Job probe(Instant now) {
    running++;
    return probes.begin(now);
  }

  private boolean isOpeningDue(Instant now) {
    Instant due = opening.due();
    return running == 0 && due != null && !due.isAfter(now);
  }

  private Job open() {
    phase = Phase.OPENING;
    running++;
    return new Job.Open(confirmed);
  }

  private @Nullable Job copy(Instant now) {
    if (isFull() || link.pausesUntil(now) != null) {
      return null;
    }
    link.tried();
    String tooMuch = brake.decide(now);
    if (tooMuch != null) {
      halt(tooMuch, now);
      return null;
    }
    unwatched.due(now, (path, since) -> compare(path, since, now));
    Batch batch = runsPrograms() ? queue.takeAll(now) : queue.take(now);
    if (batch == null) {
      return null;
    }
    running++;
    copying++;
    brake.begin(batch);
    if (EXEC.isDebugEnabled()) {
      EXEC.debug(
          "copy [{}/] [{}/] {}", definition.source(), definition.target(), Wording.paths(batch));
    }
    return new Job.Copy(batch, confirmed);
  }

  private boolean runsPrograms() {
    return definition.engine().engine() == Engine.RSYNC;
  }

  /// Whether as many programs run as may.
  private boolean isFull() {
    return runsPrograms() && copying >= definition.maxProcesses();
  }

  private void compare(RelativePath directory, Instant since, Instant now) {
    queue.scan(directory, new Scan(since, true, false), Kind.FULL, now);
  }

  /// When [#next] is to be asked again although nothing has happened; null if not before something
  /// does.
  public @Nullable Instant nextDue() {
    return switch (phase) {
      case CLOSED -> running > 0 ? null : opening.due();
      case OPENING, HALTED -> null;
      case LIVE ->
          running < width.getAsInt()
              ? earliest(nextCopy(), standing.nextDue(), probes.next())
              : standing.nextDue();
    };
  }

  private @Nullable Instant nextCopy() {
    return isFull() ? null : link.after(earliest(queue.nextDue(), unwatched.next()));
  }

  private static @Nullable Instant earliest(@Nullable Instant... times) {
    return Stream.of(times).filter(at -> at != null).min(Instant::compareTo).orElse(null);
  }

  // What became of it

  /// Takes in directories that a job comes upon while it is at work. Others may work on them at
  /// once: all that the job does to them is that they are there.
  public void found(Job.Copy job, List<RelativePath> directories, Instant now) {
    new Settlement(name(), job.batch(), queue, brake, now).descend(directories);
  }

  /// Takes in what became of a job.
  public void finished(Job job, Outcome outcome, Instant now) {
    running--;
    counts = counts.plus(outcome.counts());
    switch (job) {
      case Job.Open _ -> opened(outcome, now);
      case Job.Watch _ -> watchedAll(outcome, now);
      case Job.Probe probe -> probed(probe, outcome, now);
      case Job.Copy copy -> {
        copying--;
        if (DELAY.isDebugEnabled()) {
          DELAY.debug(Wording.outcome(outcome));
        }
        if (copy.confirmed()) {
          copy.batch().delays().forEach(queue::allowAll);
        }
        settle(copy.batch(), outcome, now);
        pace.compared(copy.batch().scans());
        outcome.recheck().forEach(unwatched::remove);
        if (outcome.halt() != null) {
          halt(outcome.halt(), now);
        }
      }
    }
    if (phase == Phase.LIVE && startup.hasJustEnded()) {
      confirmed = false;
      pace.rest();
    }
    noteStanding(now);
  }

  private void probed(Job.Probe probe, Outcome outcome, Instant now) {
    if (outcome.halt() == null) {
      probes.ended(probe, outcome, now);
    } else {
      halt(outcome.halt(), now);
    }
  }

  Probes probes() {
    return probes;
  }

  private void opened(Outcome outcome, Instant now) {
    if (isSound(outcome, now)) {
      opening.opened();
    }
  }

  private void watchedAll(Outcome outcome, Instant now) {
    if (phase == Phase.OPENING && isSound(outcome, now)) {
      opening.succeeded();
      begin(now);
      gap.close();
    }
  }

  /// Whether a step of the opening succeeded; if not, the sync halts or tries again later.
  private boolean isSound(Outcome outcome, Instant now) {
    if (phase == Phase.HALTED) {
      return false;
    }
    if (outcome.halt() != null) {
      halt(outcome.halt(), now);
      return false;
    }
    if (outcome.failures().isEmpty()) {
      return true;
    }
    phase = Phase.CLOSED;
    confirmed = false;
    why = outcome.failures().getFirst().reason();
    opening.failed(why, now);
    return false;
  }

  private void begin(Instant now) {
    phase = Phase.LIVE;
    why = null;
    probes.rest(now);
    brake.release(now);
    startup.begin(gap.since(), now);
    if (pledges.renew(now)) {
      probes.hurry(now);
    }
  }

  private void settle(Batch batch, Outcome outcome, Instant now) {
    brake.note(batch, outcome);
    if (outcome.halt() != null) {
      queue.release(batch);
      batch.delays().forEach(delay -> queue.giveBack(delay, now));
      return;
    }
    if (outcome.again() != null) {
      tryAgain(batch, outcome.again(), now);
      return;
    }
    link.worked();
    var settlement = new Settlement(name(), batch, queue, brake, now);
    settlement.follow(outcome);
    queue.release(batch);
    settlement.settle(outcome);
    brake.settled();
    outcome.failures().forEach(this::report);
  }

  private void tryAgain(Batch batch, String why, Instant now) {
    Instant due = link.failed(now);
    queue.release(batch);
    batch.delays().forEach(delay -> queue.putBack(delay, why, due));
    standing.failed();
    if (phase == Phase.LIVE && Integer.bitCount(link.failures()) == 1) {
      WARN.warn(
          "{}: {}; tried {}, again in {} s",
          name(),
          why,
          link.failures() == 1 ? "once" : link.failures() + " times",
          Math.max(1, Duration.between(now, due).toSeconds()));
    }
  }

  private void report(Outcome.Failure failure) {
    standing.failed();
    DELAY.debug("{}: /{} failed: {}", name(), failure.path(), failure.reason());
  }

  // Stopping and going on

  /// What is heard between a resume and the next opening was found in trees that are not used any
  /// more.
  private void halt(String reason, Instant now) {
    if (phase == Phase.OPENING || phase == Phase.LIVE) {
      stop(reason, now);
    }
  }

  private void stop(String reason, Instant now) {
    phase = Phase.HALTED;
    why = reason;
    startup.interrupted();
    pace.rest();
    gap.open(now);
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
      stop(String.valueOf(predecessor.why), now);
    }
    gap.open(predecessor.gap.unsettled(predecessor.queue, now));
  }

  @Override
  public boolean resume(Instant now) {
    if (phase != Phase.HALTED) {
      return false;
    }
    NORMAL.info("{} resumed", name());
    phase = Phase.CLOSED;
    why = null;
    confirmed = true;
    opening.restart(now);
    unwatched.clear();
    return true;
  }

  @Override
  public boolean isStopped() {
    return phase == Phase.HALTED || phase == Phase.CLOSED && opening.hasFailed();
  }

  @Nullable String why() {
    return why;
  }

  @Override
  public boolean isUnderWay() {
    return phase == Phase.LIVE || isStopped();
  }

  @Override
  public boolean isStarted() {
    return startup.isOver();
  }

  @Override
  public boolean isClean() {
    return queue.failing() == 0;
  }

  // How it stands

  /// Whether somebody waits for what is pending.
  public boolean isAwaited() {
    return queue.isAwaited();
  }

  @Override
  public Pledge pledge(Instant now) {
    if (phase != Phase.LIVE) {
      return pledges.later();
    }
    link.tried();
    unwatched.all(now, (path, since) -> compare(path, since, now));
    probes.hurry(now);
    return pledges.now(now);
  }

  void release(QueuePledge pledge) {
    pledges.remove(pledge);
  }

  /// Notes whether the sync is in step; logs when that changes.
  public void noteStanding(Instant now) {
    if (phase == Phase.LIVE && startup.isOver() && idle() == null) {
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
    boolean unknown = unwatched.size() > 0 || probes.problem() != null || idle() != null;
    return unknown ? State.UNKNOWN : State.IN_SYNC;
  }

  /// Whether there is work under way of which it is of interest how far it has come.
  public boolean isBusy() {
    return phase == Phase.LIVE && (!startup.isOver() || running > 0);
  }

  /// Takes in how far the work under way has come.
  public void look(Reading reading, Instant now) {
    if (startup.isOver() && pace.isPast(now)) {
      pace.rest();
    }
    pace.note(reading, now);
  }

  /// How far it has come, if there is any.
  public @Nullable Progress progress(Instant now) {
    return isBusy() ? pace.progress(!startup.isOver(), now) : null;
  }

  private String name() {
    return definition.name();
  }

  /// Why the target need not be equal however little is pending; null if that is not so.
  @Nullable String idle() {
    return idle;
  }

  boolean isInStep() {
    return state() == State.IN_SYNC;
  }

  @Override
  public Look look(Instant now) {
    var look = new RootsLook(this, probes.begun());
    if (phase == Phase.LIVE) {
      probes.hurry(now);
    }
    return look;
  }

  @Override
  public SyncStatus status(Instant now) {
    String problem = probes.problem() != null ? probes.problem() : idle();
    return status(now, state(), why != null ? why : problem);
  }

  @Override
  public SyncStatus status(Instant now, Look look) {
    return look.isOver()
        ? status(now)
        : status(now, State.UNKNOWN, "source and target have not both answered yet");
  }

  private SyncStatus status(Instant now, State state, @Nullable String reason) {
    return new PendingPaths(queue, now)
        .status(definition, state, reason, unwatched.size(), counts, progress(now));
  }
}
