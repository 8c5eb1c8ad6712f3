package lockstep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lockstep.config.Configuration;
import lockstep.config.SyncDefinition;
import lockstep.plan.Script;
import org.jspecify.annotations.Nullable;

/// The loop: one thread that owns every sync, every queue and every decision.
///
/// Everybody else posts to its inbox. A round is [#step]: take in what was posted and what the
/// watchers have heard, start what is due, answer who waits.
final class Daemon {
  private final Surroundings surroundings;
  private final Claims claims = new Claims();
  private final Supplier<Instant> clock;
  private final Inbox inbox = new Inbox();
  private final List<LiveSync> syncs = new ArrayList<>();
  private final List<LiveSync> closing = new ArrayList<>();
  private final ProcessSlots slots;
  private @Nullable Start start;
  private @Nullable Integer exit;
  private int turn;
  private final Questions questions = new Questions(() -> List.copyOf(syncs), inbox);

  /// @param clock never steps
  Daemon(Configuration configuration, Surroundings surroundings, Supplier<Instant> clock) {
    this.surroundings = surroundings;
    this.clock = clock;
    this.slots = new ProcessSlots(surroundings::maxProcesses);
    configuration.syncs().forEach(this::add);
    start = configuration.settings().insist() ? null : new Start(List.copyOf(syncs), clock.get());
  }

  private void add(SyncDefinition definition) {
    definition
        .filters()
        .rules()
        .forEach(rule -> Log.EXCLUDE.debug("{}: {}", definition.name(), rule));
    syncs.add(make(definition));
  }

  private LiveSync make(SyncDefinition definition) {
    return definition.engine().handlers() instanceof Script script
        ? new RunningScript(
            definition,
            script,
            surroundings,
            slots,
            inbox::post,
            inbox::wake,
            clock,
            status -> exit = status)
        : new RunningSync(definition, surroundings, claims, inbox::post, inbox::wake, clock);
  }

  /// Has something run on the loop's thread. May be called by any thread.
  void post(Runnable task) {
    inbox.post(task);
  }

  /// A request and who is to be told the answer, on the loop's thread.
  record Question(Request request, Consumer<Reply> reply) {}

  /// Asks something of the daemon. May be called by any thread.
  void ask(Question question) {
    inbox.post(() -> questions.ask(question, clock));
  }

  /// Nobody waits for the answer any more. May be called by any thread.
  void withdraw(Question question) {
    inbox.post(() -> questions.withdraw(question));
  }

  List<LiveSync> syncs() {
    return syncs;
  }

  /// One round.
  ///
  /// @return when the next one is due although nothing happens; null if not before something does
  @Nullable Instant step(Instant now) {
    inbox.run();
    if (start != null && start.isOver()) {
      start = null;
    }
    List<LiveSync> active = active();
    active.forEach(sync -> sync.step(now));
    closing.removeIf(LiveSync::isIdle);
    Instant answer = questions.step(now);
    return Stream.of(
            active.stream().map(sync -> sync.nextDue()),
            Stream.ofNullable(answer),
            Stream.ofNullable(start).map(Start::limit))
        .flatMap(times -> times)
        .filter(at -> at != null)
        .min(Instant::compareTo)
        .orElse(null);
  }

  /// Each time another one first, if there is a limit that they share.
  private List<LiveSync> active() {
    var active = new ArrayList<>(syncs.stream().filter(sync -> !isHeld(sync)).toList());
    if (slots.isLimited()) {
      Collections.rotate(active, turn--);
    }
    return active;
  }

  /// The status with which a script wants the program to end, or null.
  @Nullable Integer exit() {
    return exit;
  }

  /// Whether the sync must not begin to work yet.
  private boolean isHeld(LiveSync sync) {
    return start != null && start.isHeld(sync);
  }

  /// Why there is no start, which ends the daemon; null if that is not so.
  @Nullable String startFailure(Instant now) {
    return start == null ? null : start.failure(now);
  }

  /// Waits until the next round is due: at `next`, or as soon as something is posted.
  void await(@Nullable Instant next) throws InterruptedException {
    Duration left = next == null ? null : Duration.between(clock.get(), next);
    if (left == null || left.isPositive()) {
      inbox.await(left);
    }
  }

  /// Whether every sync has begun to watch, or has tried to and cannot.
  boolean isUnderWay() {
    return syncs.stream().allMatch(sync -> sync.life().isUnderWay());
  }

  /// The exit status of a single pass, or null while it is not over.
  @Nullable Integer passed() {
    boolean over =
        syncs.stream().allMatch(sync -> sync.life().isStopped() || sync.life().isStarted());
    if (!over) {
      return null;
    }
    boolean equal =
        syncs.stream().allMatch(sync -> sync.life().isStarted() && sync.life().isClean());
    return equal ? Exit.SUCCESS : Exit.FAILURE;
  }

  /// Goes on with another configuration. Syncs that it has unchanged go on undisturbed.
  Changes reconfigure(Configuration configuration) {
    List<LiveSync> old = new ArrayList<>(syncs);
    List<LiveSync> added = new ArrayList<>();
    List<SyncDefinition> former = definitions();
    syncs.clear();
    for (SyncDefinition definition : configuration.syncs()) {
      LiveSync same = take(old, sync -> sync.isUnchanged(definition));
      if (same == null) {
        add(definition);
        added.add(syncs.getLast());
        LiveSync before = find(old, sync -> sync.hasSameEnds(definition));
        if (before != null) {
          syncs.getLast().succeed(before);
        }
      } else {
        syncs.add(same);
      }
    }
    old.forEach(LiveSync::close);
    closing.addAll(old);
    added.forEach(sync -> sync.awaitTarget(closing));
    start = start == null ? null : new Start(List.copyOf(syncs), clock.get());
    return Changes.between(former, definitions());
  }

  private List<SyncDefinition> definitions() {
    return syncs.stream().map(sync -> sync.definition()).toList();
  }

  private static @Nullable LiveSync find(List<LiveSync> syncs, Predicate<SyncDefinition> wanted) {
    return syncs.stream().filter(sync -> wanted.test(sync.definition())).findFirst().orElse(null);
  }

  private static @Nullable LiveSync take(List<LiveSync> syncs, Predicate<SyncDefinition> wanted) {
    LiveSync found = find(syncs, wanted);
    if (found != null) {
      syncs.remove(found);
    }
    return found;
  }

  /// Starts nothing more.
  void close() {
    closing.addAll(syncs);
    syncs.clear();
    closing.forEach(LiveSync::close);
  }

  /// Asks the programs that were at work to end.
  ///
  /// @return how many there are
  int stopPrograms() {
    return closing.stream().mapToInt(LiveSync::stopPrograms).sum();
  }

  /// Whether all that was at work when it was closed has ended.
  boolean isIdle() {
    return atWork().isEmpty();
  }

  /// What was closed and is still at work.
  List<SyncDefinition> atWork() {
    return closing.stream().filter(sync -> !sync.isIdle()).map(sync -> sync.definition()).toList();
  }
}
