package lockstep;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import lockstep.config.RsyncFlag;
import lockstep.config.SyncDefinition;
import lockstep.event.RelativePath;
import lockstep.plan.Job;
import lockstep.plan.Outcome;
import lockstep.queue.Batch;
import lockstep.queue.Delay;
import lockstep.remote.RsyncCommands;
import lockstep.remote.SshCommands;
import lockstep.remote.Transcript;
import lockstep.remote.Verdict;
import lockstep.spawn.ProcessRunner;
import lockstep.tree.Directory;
import lockstep.tree.FileType;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// One batch's work for rsync: the programs that are run for it, one after the other, and what
/// became of its paths.
///
/// Runs on one thread at a time: a worker's, and then those that tell of each program.
final class RsyncJob {
  private final SyncDefinition definition;
  private final WatchedSource source;
  private final RsyncCommands commands;
  private final @Nullable SshCommands ssh;
  private final ProcessRunner runner;
  private final Job.Copy job;
  private final Selection selection;
  private final Deque<ProgramRun> left = new ArrayDeque<>();
  private final List<Outcome.Failure> failures = new ArrayList<>();
  private final List<RelativePath> related = new ArrayList<>();
  private ProcessRunner.@Nullable Running running;
  private boolean empty;
  private boolean stopped;

  RsyncJob(
      SyncDefinition definition,
      WatchedSource source,
      RsyncCommands commands,
      @Nullable SshCommands ssh,
      ProcessRunner runner,
      Job.Copy job) {
    this.definition = definition;
    this.source = source;
    this.commands = commands;
    this.ssh = ssh;
    this.runner = runner;
    this.job = job;
    this.selection =
        new Selection(source, commands.isFiltered(), definition.run().batchSizeLimit());
  }

  void run(Consumer<Outcome> answer) {
    Delay whole = whole();
    try {
      if (whole != null) {
        full(Objects.requireNonNull(whole.scan()).startup());
      } else {
        parts();
      }
    } catch (TreeException e) {
      answer.accept(Site.outcome(e));
      return;
    }
    next(answer);
  }

  /// The delay that asks for a comparison of everything, or null.
  private @Nullable Delay whole() {
    return job.batch()
        .part(RelativePath.ROOT)
        .map(Batch.Part::itself)
        .filter(itself -> itself.scan() != null)
        .orElse(null);
  }

  private void full(boolean startup) throws TreeException {
    if (!startup) {
      source.watchBelow(RelativePath.ROOT);
    }
    boolean deletes = WorkOrder.deletes(definition, startup);
    empty = deletes && !job.confirmed() && isEmpty();
    left.add(ProgramRun.full(definition, commands, startup, deletes, empty ? 0 : most()));
  }

  private long most() {
    long most = definition.maxDelete().most();
    return job.confirmed() || most == Long.MAX_VALUE ? -1 : most;
  }

  /// Whether the source has nothing that is not left out.
  private boolean isEmpty() throws TreeException {
    try (Directory root = source.tree().open(RelativePath.ROOT)) {
      return root.list().stream()
          .allMatch(
              entry ->
                  definition
                      .filters()
                      .excludes(RelativePath.of(entry.name()), entry.type() == FileType.DIRECTORY));
    }
  }

  private void parts() {
    selection.add(job.batch());
    boolean deletes = WorkOrder.deletes(definition, false);
    if (ssh != null && deletes) {
      for (Delay moved : job.batch().moved().stream().filter(this::isPlainMove).toList()) {
        RelativePath from = Objects.requireNonNull(moved.movedFrom());
        left.add(ProgramRun.move(definition, ssh, from, moved.path(), moved.isDirectory()));
      }
    }
    if (!selection.plain.isEmpty()) {
      left.add(ProgramRun.list(definition, commands, selection.plain, deletes));
    }
    if (commands.isFiltered() && !selection.filtered.isEmpty()) {
      left.add(ProgramRun.filtered(definition, commands, selection.filtered, deletes, most()));
    }
  }

  /// Whether its new place is there, and nothing else is in it: a rename is not worth more than one
  /// call, as the list does the same with more effort.
  private boolean isPlainMove(Delay moved) {
    RelativePath above = moved.path().parent();
    return !moved.descends()
        && job.batch().delays().stream()
            .noneMatch(delay -> !delay.isItself() && delay.path().equals(above));
  }

  private void next(Consumer<Outcome> answer) {
    ProgramRun run = left.poll();
    if (run == null) {
      answer.accept(outcome());
      return;
    }
    run.log();
    synchronized (this) {
      if (stopped) {
        answer.accept(Outcome.again("it was stopped"));
        return;
      }
      running = runner.start(run.command(), run.listener(verdict -> ended(run, verdict, answer)));
    }
  }

  private void ended(ProgramRun run, Verdict verdict, Consumer<Outcome> answer) {
    synchronized (this) {
      running = null;
      if (stopped) {
        answer.accept(Outcome.again("it was stopped"));
        return;
      }
    }
    run.log(verdict);
    try {
      follow(run, verdict, answer);
    } catch (RuntimeException e) {
      // a mistake of ours, on a thread that would take it with it, must not lose a path
      Log.DEBUG.debug("internal", e);
      answer.accept(Outcome.again("internal: " + e));
    }
  }

  private void follow(ProgramRun run, Verdict verdict, Consumer<Outcome> answer) {
    switch (verdict) {
      case Verdict.Done() -> next(answer);
      case Verdict.Partly(String why) -> {
        failed(run.said(), why);
        next(answer);
      }
      case Verdict.Again(String why) -> answer.accept(Outcome.again(why));
      case Verdict.Fatal(String why) ->
          answer.accept(Outcome.halted(empty ? "the source is empty and the target is not" : why));
    }
  }

  /// Those that rsync named failed, or, if that cannot be told, all.
  private void failed(Transcript said, String why) {
    boolean quiet = definition.rsync().effective().has(RsyncFlag.QUIET);
    Set<RelativePath> files = quiet ? null : said.files(); // it does not say all then
    if (files == null) {
      for (Batch.Part part : job.batch().parts()) {
        part.names().forEach(name -> failures.add(new Outcome.Failure(name.path(), false, why)));
        if (part.itself() != null) {
          failures.add(new Outcome.Failure(part.directory(), true, why));
        }
      }
      return;
    }
    Set<RelativePath> named =
        job.batch().parts().stream()
            .flatMap(part -> part.names().stream())
            .map(Delay::path)
            .collect(Collectors.toSet());
    for (RelativePath file : files) {
      if (named.contains(file)) {
        failures.add(new Outcome.Failure(file, false, why));
      } else {
        related.add(file);
      }
    }
  }

  private Outcome outcome() {
    failures.addAll(selection.failures);
    return new Outcome(
        failures,
        selection.unsettled,
        List.of(),
        List.of(),
        List.of(),
        selection.recheck,
        related,
        Outcome.Counts.NONE,
        List.of(),
        0,
        selection.apart,
        null,
        null);
  }

  /// Ends what is running; what it was to do is not done.
  synchronized void stop() {
    stopped = true;
    if (running != null) {
      running.end();
    }
  }
}
