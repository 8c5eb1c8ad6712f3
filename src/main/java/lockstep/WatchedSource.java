package lockstep;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import lockstep.config.RsyncFlag;
import lockstep.config.SyncDefinition;
import lockstep.event.Event;
import lockstep.event.RelativePath;
import lockstep.plan.Outcome;
import lockstep.tree.Directory;
import lockstep.tree.FileType;
import lockstep.tree.Stat;
import lockstep.tree.Tree;
import lockstep.tree.TreeException;
import lockstep.watch.Watcher;
import lockstep.watch.Watcher.Watch;

/// The open source of one sync, the directories of which are watched before they are listed. Used
/// by the sync's workers.
final class WatchedSource {
  /// Is told which directories can be watched and which cannot; on any thread.
  interface WatchListener {
    void watched(RelativePath directory, Watch watch);
  }

  /// Refuses directories that are not to be worked in.
  interface Border {
    void check(RelativePath path, Directory directory) throws TreeException;
  }

  private final SyncDefinition definition;
  private final Tree tree;
  private final Border border;
  private final Watcher watcher;
  private final WatchListener listener;

  WatchedSource(
      SyncDefinition definition,
      Tree tree,
      Border border,
      Watcher watcher,
      WatchListener listener) {
    this.definition = definition;
    this.tree = tree;
    this.border = border;
    this.watcher = watcher;
    this.listener = listener;
  }

  Tree tree() {
    return tree;
  }

  void watch(RelativePath path, Directory directory) {
    // What is behind a link may have another path too, or none: the kernel knows one name of it.
    Watch watch = directory.isReachedByLink() ? Watch.GONE : watcher.watch(path, directory);
    listener.watched(path, watch);
  }

  /// Watches every directory of the source that is not filtered out.
  ///
  /// What cannot be opened is left to the comparison, which tells of it and tries again.
  Outcome watchAll() {
    try {
      tree.checkRoot();
      watchBelow(RelativePath.ROOT);
      return Outcome.DONE;
    } catch (TreeException e) {
      return Site.outcome(e);
    } catch (RuntimeException e) {
      Log.DEBUG.debug("internal", e);
      return Outcome.failed("internal: " + e);
    }
  }

  /// Watches a directory and every one below it that is not filtered out.
  ///
  /// @throws TreeException if the root cannot be opened, or a border is met
  void watchBelow(RelativePath from) throws TreeException {
    Deque<RelativePath> left = new ArrayDeque<>();
    left.push(from);
    while (!left.isEmpty()) {
      RelativePath path = left.pop();
      try (Directory directory = tree.open(path)) {
        border.check(path, directory);
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

  /// Whether the root is still what was opened.
  Outcome probe() {
    try {
      tree.checkRoot();
      return Outcome.DONE;
    } catch (TreeException e) {
      return Site.outcome(e);
    }
  }

  /// Watches a directory and tells what it holds, as if that had just come to be; nothing if it is
  /// gone.
  List<Event.Create> contents(RelativePath path) {
    var found = new ArrayList<Event.Create>();
    try (Directory directory = tree.open(path)) {
      border.check(path, directory);
      watch(path, directory);
      for (Directory.Entry entry : directory.list()) {
        boolean below = isDirectory(directory, entry);
        found.add(new Event.Create(path.resolve(entry.name()), below, true));
      }
    } catch (TreeException e) {
      listener.watched(path, Watch.GONE);
    }
    return found;
  }

  /// Whether it is on another file system, where nothing is copied from.
  private boolean isBeyond(Directory directory) throws TreeException {
    if (!definition.rsync().effective().has(RsyncFlag.ONE_FILE_SYSTEM)) {
      return false;
    }
    try (Directory root = tree.open(RelativePath.ROOT)) {
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
}
