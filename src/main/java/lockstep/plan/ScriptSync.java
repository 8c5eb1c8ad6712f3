package lockstep.plan;

import java.time.Instant;
import java.util.List;
import lockstep.config.SyncDefinition;
import lockstep.event.Event;
import lockstep.event.RelativePath;
import lockstep.plan.Answer.Verdict;
import lockstep.plan.SyncStatus.State;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The life of a sync that is carried out by a script: it opens its source, follows it, and has the
/// script called for what is due.
///
/// The loop feeds it events and outcomes, and asks it for jobs. Nothing here waits, reads a clock,
/// touches a disk or knows Lua.
public final class ScriptSync implements Following {
  private static final Logger NORMAL = LoggerFactory.getLogger("Normal");
  private static final Logger WARN = LoggerFactory.getLogger("Warn");
  private static final Logger ERROR = LoggerFactory.getLogger("Error");
  private static final Logger INOTIFY = LoggerFactory.getLogger("Inotify");

  /// How many directories are listed at once.
  private static final int WIDTH = 2;

  private enum Phase {
    CLOSED,
    OPENING,
    LIVE,
    HALTED
  }

  private final SyncDefinition definition;
  private final ScriptWork work;
  private final ScriptPledges pledges;
  private final Opening opening;
  private final Probes probes;
  private final Unwatched unwatched = new Unwatched();
  private Phase phase = Phase.CLOSED;
  private @Nullable String why;
  private boolean confirmed;
  private int running;

  public ScriptSync(SyncDefinition definition, Script script) {
    this.definition = definition;
    this.work = new ScriptWork(definition, script, this::overflow);
    this.probes = new Probes(definition.name());
    this.opening = new Opening(definition);
    this.pledges = new ScriptPledges(this, work.queue(), probes);
  }

  public SyncDefinition definition() {
    return definition;
  }

  /// What the script asks about, and changes.
  public ScriptWork work() {
    return work;
  }

  // --- what happens

  @Override
  public void event(Event event, Instant now) {
    if (event instanceof Event.Rescan rescan) {
      NORMAL.info("{}: events at /{} may have been lost", name(), rescan.path());
    }
    if (INOTIFY.isDebugEnabled()) {
      INOTIFY.debug("got event {}", Wording.event(event).replaceFirst(":", ""));
    }
    work.take(event, now);
  }

  /// What was told of the tree is not all that happened: it is watched anew, and started anew.
  private void overflow() {
    if (phase == Phase.LIVE) {
      phase = Phase.OPENING;
      opening.rewatch();
      work.hold();
      pledges.unmark();
      if (!definition.initial()) {
        WARN.warn("{}: init is false, so its script is not told of what was lost", name());
      }
    }
  }

  @Override
  public void rootGone(String what, Instant now) {
    halt("the source " + definition.source() + " " + what);
  }

  /// Whether every directory is watched: of others no event tells.
  boolean isWatched() {
    return unwatched.size() == 0;
  }

  /// The directory could not be watched.
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

  // --- what to do

  /// The next thing to do, or null.
  ///
  /// @param free whether another process may be started
  public @Nullable ScriptJob next(boolean free, Instant now) {
    return switch (phase) {
      case CLOSED -> isOpeningDue(now) ? open() : null;
      case OPENING -> opening.isToWatch() ? watch() : null;
      case HALTED -> null;
      case LIVE -> live(free, now);
    };
  }

  private boolean isOpeningDue(Instant now) {
    Instant due = opening.due();
    return running == 0 && due != null && !due.isAfter(now);
  }

  private ScriptJob open() {
    phase = Phase.OPENING;
    running++;
    return new ScriptJob.Open(confirmed);
  }

  private ScriptJob watch() {
    running++;
    opening.watch();
    return new ScriptJob.Watch();
  }

  private @Nullable ScriptJob live(boolean free, Instant now) {
    if (!probes.next().isAfter(now)) {
      running++;
      return new ScriptJob.Probe(probes.begin(now));
    }
    ScriptJob.List list = work.intake().next(WIDTH);
    if (list != null) {
      running++;
      return list;
    }
    Turn turn = work.next(free, now);
    return turn == null ? null : new ScriptJob.Call(turn);
  }

  /// When [#next] is to be asked again although nothing has happened; null if not before something
  /// does.
  public @Nullable Instant nextDue(Instant now) {
    return switch (phase) {
      case CLOSED -> running > 0 ? null : opening.due();
      case OPENING, HALTED -> null;
      case LIVE -> earlier(work.due(now), probes.next());
    };
  }

  private static Instant earlier(@Nullable Instant a, Instant b) {
    return a == null || b.isBefore(a) ? b : a;
  }

  // --- what became of it

  public void opened(Outcome outcome, Instant now) {
    running--;
    if (isSound(outcome, now)) {
      opening.opened();
    }
  }

  public void watchedAll(Outcome outcome, Instant now) {
    running--;
    if (phase == Phase.OPENING && isSound(outcome, now)) {
      opening.succeeded();
      begin(now);
    }
  }

  /// Whether a step of the opening succeeded; if not, the sync halts or tries again later.
  private boolean isSound(Outcome outcome, Instant now) {
    if (phase == Phase.HALTED) {
      return false;
    }
    if (outcome.halt() != null) {
      halt(outcome.halt());
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
    confirmed = false;
    probes.rest(now);
    work.begin(now);
    if (!pledges.isEmpty()) {
      probes.hurry(now);
    }
  }

  public void probed(Job.Probe probe, Outcome outcome, Instant now) {
    running--;
    if (outcome.halt() == null) {
      probes.ended(probe, outcome, now);
    } else {
      halt(outcome.halt());
    }
  }

  /// What a directory holds; nothing if it is gone.
  public void listed(List<Event.Create> entries, Instant now) {
    running--;
    work.listed(entries, now);
  }

  /// A process has ended.
  public void ended(long agent, Turn.Exit exit) {
    work.ended(agent, exit);
  }

  /// The script has taken a turn.
  public void called(Turn turn, Answer answer, Instant now) {
    Verdict verdict = answer instanceof Answer.Done(Verdict said) ? said : Verdict.AGAIN;
    String reason = work.called(turn, verdict, now);
    if (answer instanceof Answer.Failed(String message, List<String> trace)) {
      failed(message, trace);
    } else if (reason != null) {
      halt(reason);
    }
  }

  private void failed(String message, List<String> trace) {
    ERROR.error("in Lua: {}", message);
    for (int i = 0; i < trace.size(); i++) {
      ERROR.error("Backtrace {} :{}", i + 1, trace.get(i));
    }
    halt("its script failed: " + message);
  }

  // --- stopping and going on

  private void halt(String reason) {
    if (phase == Phase.HALTED || phase == Phase.CLOSED) {
      return;
    }
    if (phase == Phase.LIVE) {
      work.hold();
    }
    phase = Phase.HALTED;
    why = reason;
    pledges.unmark();
    ERROR.error(
        "{} halted: {}. Its script is not called until 'lockstep resume' is given.",
        name(),
        reason);
  }

  /// It is not in the configuration any more.
  public void remove() {
    if (phase == Phase.LIVE) {
      work.hold();
    }
    phase = Phase.HALTED;
    why = "the sync was removed from the configuration";
  }

  /// Takes the place of a sync with the same source and target: a new configuration does not end a
  /// halt.
  public void inherit(ScriptSync predecessor) {
    if (predecessor.phase == Phase.HALTED) {
      phase = Phase.HALTED;
      why = predecessor.why;
    }
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
    work.intake().forget();
    work.hurry();
    return true;
  }

  // --- how it stands

  private String name() {
    return definition.name();
  }

  public @Nullable String why() {
    return why;
  }

  @Override
  public boolean isStopped() {
    return phase == Phase.HALTED || phase == Phase.CLOSED && opening.hasFailed();
  }

  @Override
  public boolean isUnderWay() {
    return phase == Phase.LIVE || isStopped();
  }

  @Override
  public boolean isStarted() {
    return phase == Phase.LIVE && work.isStarted() && work.isQuiet();
  }

  @Override
  public boolean isClean() {
    return work.isClean();
  }

  @Override
  public Pledge pledge(Instant now) {
    if (phase == Phase.LIVE) {
      work.hurry();
      probes.hurry(now);
    }
    return pledges.give();
  }

  /// The loop went round.
  public void noteStanding() {
    if (phase == Phase.LIVE && work.intake().isEmpty()) {
      pledges.mark();
    }
  }

  @Override
  public Look look(Instant now) {
    long before = probes.begun();
    if (phase == Phase.LIVE) {
      probes.hurry(now);
    }
    return () ->
        state() != State.IN_SYNC
            || probes.isSoundAfter(before)
            || probes.problemAfter(before) != null;
  }

  private State state() {
    return switch (phase) {
      case HALTED -> State.HALTED;
      case CLOSED, OPENING -> State.STARTING;
      case LIVE -> work.isStarted() ? liveState() : State.STARTING;
    };
  }

  private State liveState() {
    if (!work.isQuiet()) {
      return State.BEHIND;
    }
    return unwatched.size() > 0 || probes.problem() != null ? State.UNKNOWN : State.IN_SYNC;
  }

  @Override
  public SyncStatus status(Instant now) {
    return status(state(), why != null ? why : probes.problem(), now);
  }

  @Override
  public SyncStatus status(Instant now, Look look) {
    return look.isOver()
        ? status(now)
        : status(State.UNKNOWN, "the source has not answered yet", now);
  }

  private SyncStatus status(State state, @Nullable String reason, Instant now) {
    return new ScriptStatus(work.queue(), now)
        .of(definition, state, reason, unwatched.size(), work.rules());
  }
}
