package lockstep;

import java.time.Instant;
import java.util.function.Consumer;
import lockstep.config.RsyncFlag;
import lockstep.config.RsyncOptions;
import lockstep.config.SyncDefinition;
import lockstep.config.Target;
import lockstep.copy.Borders;
import lockstep.copy.CopyOptions;
import lockstep.copy.Meter;
import lockstep.copy.Places;
import lockstep.copy.TreeCopier;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import lockstep.filter.Filters;
import lockstep.plan.Job;
import lockstep.plan.Outcome;
import lockstep.tree.Tree;
import lockstep.tree.TreeException;
import lockstep.watch.Watcher;

/// Two trees that are mounted here, with the copier that goes from one to the other.
final class MountedSite implements Site {
  private final SyncDefinition definition;
  private final Tree source;
  private final Tree target;
  private final Claims.Claim claim;
  private final Borders borders;
  private final WatchedSource watched;
  private final Places places;
  private final TreeCopier copier;
  private int holders = 1;

  MountedSite(
      SyncDefinition definition,
      Tree source,
      Tree target,
      Claims.Claim claim,
      Borders borders,
      Watcher watcher,
      WatchedSource.WatchListener listener,
      Surroundings.Workers workers)
      throws TreeException {
    this.definition = definition;
    this.source = source;
    this.target = target;
    this.claim = claim;
    this.borders = borders;
    this.watched = new WatchedSource(definition, source, borders::checkSource, watcher, listener);
    this.places = places();
    this.copier = copier(workers);
  }

  private Places places() throws TreeException {
    RsyncOptions rsync = definition.rsync();
    if (!(definition.target() instanceof Target.LocalDirectory(AbsolutePath path))) {
      return Places.NONE;
    }
    return isRehearsal() ? CopyPlaces.toLookAt(rsync, path) : CopyPlaces.of(rsync, target, path);
  }

  private boolean isRehearsal() {
    return definition.rsync().effective().has(RsyncFlag.DRY_RUN);
  }

  private TreeCopier copier(Surroundings.Workers workers) {
    Filters filters = definition.filters();
    CopyOptions options = CopyTerms.of(definition.rsync());
    return isRehearsal()
        ? TreeCopier.rehearsal(
            source, target, filters, options, places, false, watched::watch, workers)
        : new TreeCopier(
            source, target, filters, options, places, borders, watched::watch, workers);
  }

  @Override
  public Outcome watchAll() {
    return watched.watchAll();
  }

  @Override
  public Meter meter() {
    return copier.meter();
  }

  @Override
  public Outcome probe() {
    try {
      source.checkRoot();
      target.checkRoot();
      return Outcome.DONE;
    } catch (TreeException e) {
      return Site.outcome(e);
    }
  }

  @Override
  public void copy(
      Job.Copy job,
      Instant now,
      Instant wall,
      Consumer<RelativePath> found,
      Consumer<Outcome> answer) {
    var order = new WorkOrder(definition, now, wall);
    copier.run(
        order.work(job),
        change -> Log.NORMAL.info("{}: would change {}", definition.name(), change.line()),
        found,
        report -> answer.accept(WorkOrder.outcome(report)));
  }

  @Override
  public void hold() {
    holders++;
  }

  @Override
  public void release() {
    if (--holders == 0) {
      source.close();
      target.close();
      places.close();
    }
  }

  @Override
  public void close() {
    claim.close();
    release();
  }
}
