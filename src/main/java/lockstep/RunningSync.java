package lockstep;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lockstep.config.SyncDefinition;
import lockstep.copy.Meter;
import lockstep.event.RelativePath;
import lockstep.plan.Following;
import lockstep.plan.Job;
import lockstep.plan.Outcome;
import lockstep.plan.Progress;
import lockstep.plan.Reading;
import lockstep.plan.Sync;
import lockstep.watch.Watcher;
import lockstep.watch.Watcher.Watch;
import org.jspecify.annotations.Nullable;

/// A sync with the watcher that feeds it and the workers that do its jobs.
///
/// Everything here belongs to the loop's thread, except what is handed to the workers; their
/// answers come back through the inbox.
final class RunningSync implements LiveSync {
  private final SyncDefinition definition;
  private final Surroundings surroundings;
  private final Claims claims;
  private final Surroundings.Workers workers;
  private final Consumer<Runnable> inbox;
  private final Runnable wake;
  private final Supplier<Instant> clock;
  private final Sync sync;
  private final WatchNews news;
  private @Nullable Watcher watcher;
  private @Nullable Site site;
  private @Nullable LiveSync predecessor;
  private @Nullable Site former;
  private int running;
  private boolean resting;
  private boolean closed;

  /// @param claims of all syncs
  /// @param inbox has something run on the loop's thread, soon
  /// @param wake has the loop go round, soon
  /// @param clock the loop's, which never steps
  RunningSync(
      SyncDefinition definition,
      Surroundings surroundings,
      Claims claims,
      Consumer<Runnable> inbox,
      Runnable wake,
      Supplier<Instant> clock) {
    this.definition = definition;
    this.surroundings = surroundings;
    this.claims = claims;
    this.workers = surroundings.workers(definition);
    this.inbox = inbox;
    this.wake = wake;
    this.clock = clock;
    // twice as many as there are threads, so that each finds its next job waiting
    this.sync = new Sync(definition, () -> 2 * workers.width());
    this.news = new WatchNews(() -> inbox.accept(this::takeNews));
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
    for (Job job = sync.next(now); job != null; job = sync.next(now)) {
      start(job, now);
    }
    sync.noteStanding(now);
    if (sync.isStopped()) {
      if (site != null) {
        site.stop(); // what it was begun for does not hold any more
      }
      rest();
    }
  }

  /// Lets go of everything on the disk while the sync stands still: what is held cannot be
  /// unmounted.
  ///
  /// What the kernel has queued is taken in before, as it happened while the sync followed.
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
                    closeSite();
                  }
                }));
  }

  private void start(Job job, Instant now) {
    running++;
    switch (job) {
      case Job.Open(boolean confirmed) -> {
        closeSite();
        news.forgetAll();
        if (confirmed) {
          forgetFormer();
        }
        Site before = former;
        workers.execute(() -> open(job, confirmed, before));
      }
      case Job.Watch _ -> watchAll(job);
      case Job.Probe _ -> probe(job);
      case Job.Copy copy -> copy(copy, now);
    }
  }

  private void probe(Job job) {
    Site at = site();
    workers.execute(() -> answer(job, at.probe()));
  }

  private void watchAll(Job job) {
    Site at = site();
    workers.execute(() -> answer(job, at.watchAll()));
  }

  private Site site() {
    if (site == null) {
      throw new IllegalStateException("not open: " + definition.name());
    }
    return site;
  }

  private void copy(Job.Copy job, Instant now) {
    Site at = site();
    Instant wall = surroundings.wallClock();
    var finds = new Finds(inbox, directories -> sync.found(job, directories, clock.get()));
    workers.execute(
        () -> {
          try {
            at.copy(job, now, wall, finds::add, outcome -> answer(job, outcome));
          } catch (RuntimeException e) {
            answer(job, unexpected(job, e));
          }
        });
  }

  /// A mistake of ours must not lose a path: all of the batch counts as failed.
  private static Outcome unexpected(Job.Copy job, RuntimeException e) {
    Log.ERROR.error("internal: {}", e.toString());
    Log.DEBUG.debug("internal", e);
    List<Outcome.Failure> failures =
        job.batch().parts().stream()
            .map(part -> new Outcome.Failure(part.directory(), true, "internal: " + e))
            .toList();
    return new Outcome(
        failures, List.of(), List.of(), List.of(), List.of(), List.of(), Outcome.Counts.NONE, null);
  }

  private void answer(Job job, Outcome outcome) {
    inbox.accept(
        () -> {
          if (watcher != null && sync.isAwaited() && watcher.flushesAtOnce()) {
            watcher.flush(() -> inbox.accept(() -> finished(job, outcome)));
          } else {
            finished(job, outcome);
          }
        });
  }

  /// Takes in what became of a job. Who waits for what it has looked at waits for where that has
  /// gone to meanwhile, too: so what happened until the end of the job is taken in before.
  private void finished(Job job, Outcome outcome) {
    Instant now = clock.get();
    if (sync.isAwaited()) {
      drain(now);
    }
    running--;
    if (job instanceof Job.Open && outcome.equals(Outcome.DONE)) {
      forgetFormer();
    }
    outcome.recheck().forEach(news::forget);
    sync.finished(job, outcome, now);
    if (closed) {
      closeIfIdle();
    }
  }

  // --- how it stands

  @Override
  public @Nullable Instant nextDue() {
    boolean waits = predecessor != null && !predecessor.isIdle(); // its end is told of
    return waits ? null : sync.nextDue();
  }

  // --- how far it has come

  @Override
  public boolean isBusy() {
    return sync.isBusy();
  }

  @Override
  public void look(Instant now) {
    if (site == null || watcher == null) {
      return;
    }
    Meter meter = site.meter();
    sync.look(new Reading(meter.files(), meter.bytes(), meter.left(), watcher.size()), now);
  }

  @Override
  public @Nullable Progress progress(Instant now) {
    return sync.progress(now);
  }

  // --- opening, on a worker ---

  /// @param before the trees of the sync that this one replaces: it must find the same
  private void open(Job job, boolean confirmed, @Nullable Site before) {
    try {
      Outcome same = before == null ? Outcome.DONE : before.probe();
      if (!same.equals(Outcome.DONE)) {
        answer(job, same);
        return;
      }
      String halt = surroundings.checkMounts(definition, confirmed);
      if (halt != null) {
        answer(job, Outcome.halted(halt));
        return;
      }
      SiteOpener.Opened ready =
          new SiteOpener(definition, surroundings, claims, workers, news, wake).open();
      inbox.accept(() -> adopt(ready.watcher(), ready.site()));
      answer(job, Outcome.DONE);
    } catch (IOException e) {
      answer(job, Outcome.failed(String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      Log.DEBUG.debug("internal", e);
      answer(job, Outcome.failed("internal: " + e));
    }
  }

  private void adopt(Watcher fresh, Site ready) {
    watcher = fresh;
    site = ready;
  }

  /// Takes in which directories can be watched and which cannot.
  private void takeNews() {
    Instant now = clock.get();
    news.take(
        (RelativePath directory, Watch watch) -> {
          switch (watch) {
            case WATCHED -> sync.watched(directory);
            case OUT_OF_WATCHES -> sync.unwatched(directory, true, now);
            case GONE -> sync.unwatched(directory, false, now);
          }
        });
  }

  private void closeSite() {
    if (watcher != null) {
      watcher.close();
      watcher = null;
    }
    if (site != null) {
      site.close();
      site = null;
    }
  }

  private void forgetFormer() {
    if (former != null) {
      former.release();
      former = null;
    }
  }

  /// Takes no more jobs. What is running ends by itself, and the trees stay open for it until then.
  @Override
  public void close() {
    closed = true;
    if (site != null) {
      site.stop();
    }
    sync.remove();
    closeIfIdle();
  }

  /// If the predecessor had opened its roots, they must still be there when this one opens them:
  /// they may have been unmounted a moment ago.
  @Override
  public void succeed(LiveSync predecessor) {
    switch (predecessor) {
      case RunningSync before -> succeed(before);
      case RunningScript before -> this.predecessor = before;
    }
  }

  private void succeed(RunningSync predecessor) {
    this.predecessor = predecessor;
    Instant now = clock.get();
    predecessor.drain(now);
    former = predecessor.site == null ? predecessor.former : predecessor.site;
    if (former != null) {
      former.hold();
    }
    sync.inherit(predecessor.sync, now);
  }

  @Override
  public void awaitTarget(List<LiveSync> closing) {
    if (predecessor == null) {
      predecessor =
          closing.stream()
              .filter(
                  each -> !each.isIdle() && each.definition().target().equals(definition.target()))
              .findFirst()
              .orElse(null);
    }
  }

  private void closeIfIdle() {
    if (running == 0) {
      workers.close();
      closeSite();
      forgetFormer();
    }
  }

  @Override
  public boolean isIdle() {
    return running == 0 && (predecessor == null || predecessor.isIdle());
  }
}
