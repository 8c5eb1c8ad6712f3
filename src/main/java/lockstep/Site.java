package lockstep;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import lockstep.config.RsyncFlag;
import lockstep.config.RsyncOptions;
import lockstep.config.SyncDefinition;
import lockstep.copy.Borders;
import lockstep.copy.CopyOptions;
import lockstep.copy.Meter;
import lockstep.copy.TreeCopier;
import lockstep.event.RelativePath;
import lockstep.filter.Filters;
import lockstep.plan.Job;
import lockstep.plan.Outcome;
import lockstep.tree.Directory;
import lockstep.tree.FileType;
import lockstep.tree.Stat;
import lockstep.tree.Tree;
import lockstep.tree.TreeException;
import lockstep.watch.Watcher;
import lockstep.watch.Watcher.Watch;

/// The two open trees of one sync, with what copies from one to the other. Used by the sync's
/// workers.
final class Site implements AutoCloseable {
  /// Is told which directories can be watched and which cannot; on any thread.
  interface WatchListener {
    void watched(RelativePath directory, Watch watch);
  }

  private final SyncDefinition definition;
  private final Tree source;
  private final Tree target;
  private final Claims.Claim claim;
  private final Borders borders;
  private final Watcher watcher;
  private final WatchListener listener;
  private final TreeCopier copier;
  private int holders = 1;

  Site(
      SyncDefinition definition,
      Tree source,
      Tree target,
      Claims.Claim claim,
      Borders borders,
      Watcher watcher,
      WatchListener listener,
      Surroundings.Workers workers)
      throws TreeException {
    this.definition = definition;
    this.source = source;
    this.target = target;
    this.claim = claim;
    this.borders = borders;
    this.watcher = watcher;
    this.listener = listener;
    this.copier = copier(workers);
  }

  private TreeCopier copier(Surroundings.Workers workers) throws TreeException {
    Filters filters = definition.filters();
    RsyncOptions rsync = definition.rsync();
    CopyOptions options = CopyTerms.of(rsync);
    return rsync.effective().has(RsyncFlag.DRY_RUN)
        ? TreeCopier.rehearsal(source, target, filters, options, false, this::watch, workers)
        : new TreeCopier(
            source,
            target,
            filters,
            options,
            CopyTerms.backups(rsync, target),
            borders,
            this::watch,
            workers);
  }

  private void watch(RelativePath path, Directory directory) {
    // What is behind a link may have another path too, or none: the kernel knows one name of it.
    Watch watch = directory.isReachedByLink() ? Watch.GONE : watcher.watch(path, directory);
    listener.watched(path, watch);
  }

  /// Watches every directory of the source that is not filtered out.
  ///
  /// What cannot be opened is left to the comparison, which tells of it and tries again.
  Outcome watchAll() {
    try {
      source.checkRoot();
      watchBelowRoot();
      return Outcome.DONE;
    } catch (TreeException e) {
      return outcome(e);
    } catch (RuntimeException e) {
      Log.DEBUG.debug("internal", e);
      return Outcome.failed("internal: " + e);
    }
  }

  private void watchBelowRoot() throws TreeException {
    Deque<RelativePath> left = new ArrayDeque<>();
    left.push(RelativePath.ROOT);
    while (!left.isEmpty()) {
      RelativePath path = left.pop();
      try (Directory directory = source.open(path)) {
        borders.checkSource(path, directory);
        if (isBeyond(directory)) {
          continue;
        }
        watch(path, directory);
        for (Directory.Entry entry : directory.list()) {
          RelativePath below = path.resolve(entry.name());
          if (isDirectory(directory, entry) && !definition.filters().excludes(below, true)) {
            left.push(below);
          }
        }
      } catch (TreeException e) {
        if (path.isRoot() || e.reason() == TreeException.Reason.NESTED) {
          throw e;
        }
        listener.watched(path, Watch.GONE);
      }
    }
  }

  /// Whether it is on another file system, where nothing is copied from.
  private boolean isBeyond(Directory directory) throws TreeException {
    if (!definition.rsync().effective().has(RsyncFlag.ONE_FILE_SYSTEM)) {
      return false;
    }
    try (Directory root = source.open(RelativePath.ROOT)) {
      return root.stat().device() != directory.stat().device();
    }
  }

  private static boolean isDirectory(Directory directory, Directory.Entry entry)
      throws TreeException {
    if (entry.type() != null) {
      return entry.type() == FileType.DIRECTORY;
    }
    try {
      Stat stat = directory.stat(entry.name());
      return stat != null && stat.isDirectory();
    } catch (TreeException e) {
      if (e.reason() == TreeException.Reason.NOT_FOLLOWED) {
        return false;
      }
      throw e;
    }
  }

  /// What counts the content that is written.
  Meter meter() {
    return copier.meter();
  }

  /// Whether both roots are still what was opened; the sync must stop if one is not.
  Outcome probe() {
    try {
      source.checkRoot();
      target.checkRoot();
      return Outcome.DONE;
    } catch (TreeException e) {
      return outcome(e);
    }
  }

  private static Outcome outcome(TreeException e) {
    return e.reason() == TreeException.Reason.ROOT_CHANGED
        ? Outcome.halted(String.valueOf(e.getMessage()))
        : Outcome.failed(String.valueOf(e.getMessage()));
  }

  /// Does a batch's work, and answers once, on any thread.
  ///
  /// @param now by the loop's clock
  /// @param wall the same moment by the clock on the wall
  /// @param found receives directories to scan, on any thread, before the answer is given
  void copy(
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

  /// Keeps the trees open until [#release]. Called on the loop's thread, as is [#close].
  void hold() {
    holders++;
  }

  void release() {
    if (--holders == 0) {
      source.close();
      target.close();
    }
  }

  @Override
  public void close() {
    claim.close();
    release();
  }
}
