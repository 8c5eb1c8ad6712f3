package lockstep;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import lockstep.config.SyncDefinition;
import lockstep.plan.Answer;
import lockstep.plan.Following;
import lockstep.plan.Outcome;
import lockstep.plan.Progress;
import lockstep.plan.Script;
import lockstep.plan.ScriptJob;
import lockstep.plan.ScriptSync;
import lockstep.plan.Turn;
import lockstep.watch.Watcher;
import org.jspecify.annotations.Nullable;

/// A sync whose script is called for what happens in its source.
///
/// Everything here belongs to the loop's thread, except what is handed to the workers and to the
/// script; their answers come back through the inbox.
final class RunningScript implements LiveSync {
  private final SyncDefinition definition;
  private final Script script;
  private final Surroundings surroundings;
  private final Surroundings.Workers workers;
  private final ProcessSlots slots;
  private final Consumer<Runnable> inbox;
  private final Runnable wake;
  private final Supplier<Instant> clock;
  private final IntConsumer exit;
  private final ScriptSync sync;
  private final ScriptPrograms programs;
  private final WatchNews news;
  private @Nullable Watcher watcher;
  private @Nullable WatchedSource source;
  private @Nullable LiveSync predecessor;
  private @Nullable Instant due;
  private int running;
  private boolean resting;
  private boolean closed;

  /// @param inbox has something run on the loop's thread, soon
  /// @param wake has the loop go round, soon
  /// @param clock the loop's, which never steps
  /// @param exit ends the whole program with a status
  RunningScript(
      SyncDefinition definition,
      Script script,
      Surroundings surroundings,
      ProcessSlots slots,
      Consumer<Runnable> inbox,
      Runnable wake,
      Supplier<Instant> clock,
      IntConsumer exit) {
    this.definition = definition;
    this.script = script;
    this.surroundings = surroundings;
    this.workers = surroundings.workers(definition);
    this.slots = slots;
    this.inbox = inbox;
    this.wake = wake;
    this.clock = clock;
    this.exit = exit;
    this.sync = new ScriptSync(definition, script);
    this.programs =
        new ScriptPrograms(sync.work(), surroundings.programs(), slots, inbox, this::ended);
    this.news = new WatchNews(() -> inbox.accept(this::takeNews));
    var rsync = new ScriptRsync(definition, surroundings.sharedConnection());
    script.sitAt(new ScriptDesk(sync, programs, rsync, inbox, clock, exit), definition.source());
  }

  @Override
  public SyncDefinition definition() {
    return definition;
  }

  @Override
  public Following life() {
    return sync;
  }

  @Override
  public @Nullable Watcher watcher() {
    return watcher;
  }

  @Override
  public void step(Instant now) {
    if (closed || predecessor != null && !predecessor.isIdle()) {
      return;
    }
    predecessor = null;
    drain(now);
    for (ScriptJob job = next(now); job != null; job = next(now)) {
      running++;
      start(job);
    }
    sync.noteStanding();
    due = sync.nextDue(now);
    if (sync.isStopped()) {
      rest();
    }
  }

  private @Nullable ScriptJob next(Instant now) {
    return sync.next(slots.isFree(), now);
  }

  private void start(ScriptJob job) {
    switch (job) {
      case ScriptJob.Open(boolean confirmed) -> {
        closeSource();
        news.forgetAll();
        workers.execute(() -> open(confirmed));
      }
      case ScriptJob.Watch _ -> {
        WatchedSource at = source();
        workers.execute(() -> answer(at.watchAll(), sync::watchedAll));
      }
      case ScriptJob.Probe(var probe) -> {
        WatchedSource at = source();
        workers.execute(
            () -> answer(at.probe(), (outcome, now) -> sync.probed(probe, outcome, now)));
      }
      case ScriptJob.List(var directory) -> {
        WatchedSource at = source();
        workers.execute(() -> answer(at.contents(directory), sync::listed));
      }
      case ScriptJob.Call(Turn turn) -> {
        slots.take();
        script.take(turn, answer -> answer(answer, (said, now) -> called(turn, said, now)));
      }
    }
  }

  /// What the program did in the source is heard before the script hears of its end, as that may
  /// change what is left out.
  private void ended(long agent, Turn.Exit end) {
    running++;
    Runnable told =
        () -> {
          running--;
          drain(clock.get());
          sync.ended(agent, end);
          closeIfIdle();
        };
    if (watcher == null || closed) {
      told.run();
    } else {
      watcher.flush(() -> inbox.accept(told));
    }
  }

  private void called(Turn turn, Answer answer, Instant now) {
    slots.giveBack();
    sync.called(turn, answer, now);
    if (answer instanceof Answer.Terminate(int status)) {
      exit.accept(status);
    }
  }

  private WatchedSource source() {
    if (source == null) {
      throw new IllegalStateException("not open: " + definition.name());
    }
    return source;
  }

  /// Takes an answer in, on the loop's thread.
  private interface Taking<T> {
    void take(T answer, Instant now);
  }

  private <T> void answer(T answer, Taking<T> taking) {
    inbox.accept(
        () -> {
          running--;
          taking.take(answer, clock.get());
          closeIfIdle();
        });
  }

  // --- on a worker

  private void open(boolean confirmed) {
    try {
      String halt = surroundings.checkMounts(definition, confirmed);
      if (halt != null) {
        answer(Outcome.halted(halt), sync::opened);
        return;
      }
      ScriptOpening open = ScriptOpening.of(definition, surroundings, news, wake);
      inbox.accept(
          () -> {
            watcher = open.watcher();
            source = open.source();
          });
      answer(Outcome.DONE, sync::opened);
    } catch (IOException e) {
      answer(Outcome.failed(String.valueOf(e.getMessage())), sync::opened);
    } catch (RuntimeException e) {
      Log.DEBUG.debug("internal", e);
      answer(Outcome.failed("internal: " + e), sync::opened);
    }
  }

  // --- what is heard

  private void takeNews() {
    Instant now = clock.get();
    news.take(
        (directory, watch) -> {
          switch (watch) {
            case WATCHED -> sync.watched(directory);
            case OUT_OF_WATCHES -> sync.unwatched(directory, true, now);
            case GONE -> {} // whoever is told of it knows that it may be gone
          }
        });
  }

  // --- how it begins and ends

  /// Lets go of everything on the disk while the sync stands still.
  private void rest() {
    Watcher last = watcher;
    if (last == null || running > 0 || resting) {
      return;
    }
    resting = true;
    last.flush(
        () ->
            inbox.accept(
                () -> {
                  resting = false;
                  if (last.equals(watcher) && running == 0 && sync.isStopped()) {
                    drain(clock.get());
                    closeSource();
                  }
                }));
  }

  private void closeSource() {
    if (watcher != null) {
      watcher.close();
      watcher = null;
    }
    if (source != null) {
      source.tree().close();
      source = null;
    }
  }

  @Override
  public void succeed(LiveSync before) {
    predecessor = before;
    if (before instanceof RunningScript same) {
      sync.inherit(same.sync);
    }
  }

  /// Two of one source and target would have their scripts write to the same place.
  @Override
  public void awaitTarget(List<LiveSync> closing) {
    if (predecessor == null) {
      predecessor =
          closing.stream()
              .filter(each -> each.definition().hasSameEnds(definition))
              .findFirst()
              .orElse(null);
    }
  }

  @Override
  public void close() {
    closed = true;
    sync.remove();
    programs.close();
    script.close();
    closeIfIdle();
  }

  @Override
  public int stopPrograms() {
    programs.stop();
    return programs.size();
  }

  private void closeIfIdle() {
    if (closed && running == 0 && programs.size() == 0) {
      workers.close();
      closeSource();
    }
  }

  @Override
  public boolean isIdle() {
    return running == 0 && programs.size() == 0 && (predecessor == null || predecessor.isIdle());
  }

  // --- how it stands

  @Override
  public @Nullable Instant nextDue() {
    return due;
  }

  // --- how far it has come, which no script tells

  @Override
  public boolean isBusy() {
    return false;
  }

  @Override
  public void look(Instant now) {}

  @Override
  public @Nullable Progress progress(Instant now) {
    return null;
  }
}
