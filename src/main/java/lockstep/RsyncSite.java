package lockstep;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import lockstep.config.SyncDefinition;
import lockstep.copy.Meter;
import lockstep.event.RelativePath;
import lockstep.plan.Job;
import lockstep.plan.Outcome;
import lockstep.remote.RsyncCommands;
import lockstep.remote.SshCommands;
import lockstep.spawn.ProcessRunner;
import lockstep.tree.Tree;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// A source, and rsync that makes the other end equal.
final class RsyncSite implements Site {
  private final SyncDefinition definition;
  private final WatchedSource source;
  private final @Nullable Tree target;
  private final Claims.@Nullable Claim claim;
  private final RsyncCommands commands;
  private final @Nullable SshCommands ssh;
  private final ProcessRunner runner;
  private final Meter meter = new Meter();
  private final Set<RsyncJob> jobs = ConcurrentHashMap.newKeySet();
  private int holders = 1;

  /// @param target the other end, where it is a directory here
  /// @param claim on both trees, where there are two
  /// @param ssh for what is done there without rsync, or null
  RsyncSite(
      SyncDefinition definition,
      WatchedSource source,
      @Nullable Tree target,
      Claims.@Nullable Claim claim,
      RsyncCommands commands,
      @Nullable SshCommands ssh,
      ProcessRunner runner) {
    this.definition = definition;
    this.source = source;
    this.target = target;
    this.claim = claim;
    this.commands = commands;
    this.ssh = ssh;
    this.runner = runner;
  }

  @Override
  public Outcome watchAll() {
    return source.watchAll();
  }

  @Override
  public Outcome probe() {
    try {
      source.tree().checkRoot();
      if (target != null) {
        target.checkRoot();
      }
      return Outcome.DONE;
    } catch (TreeException e) {
      return Site.outcome(e);
    }
  }

  /// rsync does not tell how far it has come.
  @Override
  public Meter meter() {
    return meter;
  }

  @Override
  public void copy(
      Job.Copy job,
      Instant now,
      Instant wall,
      Consumer<RelativePath> found,
      Consumer<Outcome> answer) {
    Outcome sound = probe();
    if (!sound.equals(Outcome.DONE)) {
      answer.accept(sound);
      return;
    }
    var work = new RsyncJob(definition, source, commands, ssh, runner, job);
    jobs.add(work);
    work.run(
        outcome -> {
          jobs.remove(work);
          answer.accept(outcome);
        });
  }

  @Override
  public void stop() {
    jobs.forEach(RsyncJob::stop);
  }

  @Override
  public void hold() {
    holders++;
  }

  @Override
  public void release() {
    if (--holders == 0) {
      source.tree().close();
      if (target != null) {
        target.close();
      }
    }
  }

  @Override
  public void close() {
    if (claim != null) {
      claim.close();
    }
    release();
  }
}
