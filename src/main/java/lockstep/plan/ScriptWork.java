package lockstep.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Supplier;
import lockstep.config.SyncDefinition;
import lockstep.event.Event;
import lockstep.event.RelativePath;
import lockstep.plan.Answer.Verdict;
import lockstep.queue.Delay.Kind;
import lockstep.queue.ScriptDelay;
import lockstep.queue.ScriptEntry;
import lockstep.queue.ScriptEvent;
import lockstep.queue.ScriptQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What waits for a sync's script, what it is called for, and what it does about that.
public final class ScriptWork {
  private static final Logger ERROR = LoggerFactory.getLogger("Error");
  private static final Logger DELAY = LoggerFactory.getLogger("Delay");

  /// lsyncd tries again after the delay, and fails itself if there is none.
  private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);

  private final SyncDefinition definition;
  private final ScriptQueue queue;
  private final ScriptSieve sieve;
  private final ScriptIntake intake;
  private final ScriptAgents agents;
  private final ScriptTurns turns;
  private boolean started;
  private boolean calling;
  private int holds = 1;

  /// @param overflow is run when the whole tree must be looked at
  ScriptWork(SyncDefinition definition, Script script, Runnable overflow) {
    this.definition = definition;
    Duration delay = definition.delay();
    this.sieve = new ScriptSieve(definition.filters(), script.wantsSubdirectories());
    var made = new ArrayDeque<RelativePath>();
    this.queue =
        new ScriptQueue(
            delay.isZero() ? null : delay,
            definition.maxDelays(),
            script.wantsMoves(),
            script.wantsSubdirectories() ? made::add : _ -> {},
            ScriptWork::tell);
    this.intake = new ScriptIntake(sieve, queue, made, overflow);
    this.agents = new ScriptAgents(queue);
    this.turns = new ScriptTurns(queue);
  }

  private static void tell(Supplier<String> words) {
    if (DELAY.isDebugEnabled()) {
      DELAY.debug("{}", words.get());
    }
  }

  ScriptQueue queue() {
    return queue;
  }

  ScriptIntake intake() {
    return intake;
  }

  List<String> rules() {
    return sieve.filters().rules();
  }

  void take(Event event, Instant now) {
    intake.take(event, now);
    turns.changed();
  }

  /// What a directory holds; nothing if it is gone.
  void listed(List<Event.Create> entries, Instant now) {
    intake.listed(entries, now);
    turns.changed();
  }

  /// The source is followed from now on: what happened since it is watched comes after the start.
  void begin(Instant now) {
    if (definition.initial()) {
      queue.addWhole(ScriptEvent.whole(Kind.INIT), now);
    } else {
      started = true;
    }
    letGo(now);
  }

  // --- turns

  /// The next turn, which begins; null if there is none.
  ///
  /// @param free whether another process may be started
  @Nullable Turn next(boolean free, Instant now) {
    Turn turn = calling ? null : turn(free, now);
    if (turn != null) {
      calling = true;
      hold();
    }
    return turn;
  }

  private @Nullable Turn turn(boolean free, Instant now) {
    Turn collect = agents.poll();
    if (collect != null) {
      return collect;
    }
    return free && mayStart() ? turns.next(now) : null;
  }

  private boolean mayStart() {
    return agents.running() < definition.maxProcesses();
  }

  /// When [#next] is worth asking again although nothing happens; null if never.
  @Nullable Instant due(Instant now) {
    return calling || !mayStart() ? null : turns.due(now);
  }

  /// A process has ended.
  void ended(long agent, Turn.Exit exit) {
    agents.ended(agent, exit);
  }

  /// A turn is over.
  ///
  /// @param verdict what it said of a process; that its events are to be told again if it failed
  /// @return why the sync must stop, or null
  @Nullable String called(Turn turn, Verdict verdict, Instant now) {
    calling = false;
    letGo(now);
    return turn instanceof Turn.Collect(long agent, Turn.Exit exit)
        ? collected(agents.finish(agent), exit, verdict, now)
        : null;
  }

  private @Nullable String collected(
      List<Long> events, Turn.Exit exit, Verdict verdict, Instant now) {
    turns.changed();
    if (verdict == Verdict.OK) {
      remove(events);
      return null;
    }
    Duration delay = definition.delay();
    Duration pause = delay.compareTo(LEAST_PAUSE) < 0 ? LEAST_PAUSE : delay;
    String reason =
        exit.signal() == 0 ? "exit code " + exit.code() : "ended by signal " + exit.signal();
    queue.again(events, reason, now.plus(pause));
    if (verdict == Verdict.AGAIN) {
      return null;
    }
    ERROR.error("Critical exitcode.");
    return "its script takes " + reason + " of a process for fatal";
  }

  private void remove(List<Long> events) {
    for (long id : events) {
      ScriptDelay delay = queue.get(id);
      started |= delay != null && delay.event().kind() == Kind.INIT;
    }
    queue.remove(events);
  }

  // --- what the script asks for

  /// Keeps the queue as it is, but for what the script does.
  public void hold() {
    holds++;
    intake.hold();
  }

  public void letGo(Instant now) {
    if (--holds == 0) {
      intake.letGo(now);
    }
  }

  public @Nullable ScriptEntry nextEvent(Instant now) {
    ScriptDelay delay = queue.next(now);
    return delay == null ? null : queue.entry(delay);
  }

  public List<ScriptEntry> entries() {
    return queue.entries();
  }

  public @Nullable ScriptEntry entry(long id) {
    ScriptDelay delay = queue.get(id);
    return delay == null ? null : queue.entry(delay);
  }

  /// @return false if it is not waiting
  public boolean discard(long id) {
    ScriptDelay delay = queue.get(id);
    if (delay == null || delay.status() != ScriptDelay.Status.WAIT) {
      return false;
    }
    remove(List.of(id));
    turns.changed();
    return true;
  }

  /// A process is to be started for events.
  ///
  /// @return its number
  public long spawn(List<Long> events, boolean list) throws RefusedException {
    long agent = agents.begin(events, list);
    turns.changed();
    return agent;
  }

  /// Queues an event that belongs to no path, or a `Full` for one.
  public ScriptEntry add(ScriptEvent event, Instant now) {
    turns.changed();
    return queue.entry(queue.addWhole(event, now));
  }

  public void setRules(List<byte[]> rules) throws RefusedException {
    sieve.setRules(rules);
  }

  // --- how it stands

  /// Makes everything due.
  void hurry() {
    queue.hurry();
    turns.changed();
  }

  /// Whether the start has been dealt with.
  boolean isStarted() {
    return started;
  }

  /// Whether nothing waits or runs.
  boolean isQuiet() {
    return queue.size() == 0 && intake.isEmpty() && !calling;
  }

  boolean isClean() {
    return queue.delays().stream().noneMatch(delay -> delay.attempts() > 0);
  }
}
