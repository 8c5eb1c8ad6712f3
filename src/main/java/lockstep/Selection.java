package lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import lockstep.event.RelativePath;
import lockstep.plan.Outcome;
import lockstep.queue.Batch;
import lockstep.queue.Delay;
import lockstep.remote.IncludeList;
import lockstep.tree.Directory;
import lockstep.tree.FileType;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// What rsync is to look at for a batch: chosen by what the source has now at the paths of the
/// batch. What it is to go down into is watched first.
final class Selection {
  /// Paths of which nothing is left out.
  final IncludeList plain = new IncludeList();

  /// Paths for which the sync's rules hold: rsync finds by itself what is there.
  final IncludeList filtered;

  final List<RelativePath> unsettled = new ArrayList<>();
  final List<RelativePath> recheck = new ArrayList<>();
  final List<RelativePath> apart = new ArrayList<>();
  final List<Outcome.Failure> failures = new ArrayList<>();
  private final WatchedSource source;
  private final OptionalLong limit;

  /// @param separate whether the sync's rules may leave something out
  /// @param limit of the size of files that need no run of their own
  Selection(WatchedSource source, boolean separate, OptionalLong limit) {
    this.source = source;
    this.filtered = separate ? new IncludeList() : plain;
    this.limit = limit;
  }

  void add(Batch batch) {
    batch.parts().forEach(this::add);
  }

  private void add(Batch.Part part) {
    try (Directory directory = source.tree().open(part.directory())) {
      for (Delay delay : part.names()) {
        add(directory, delay);
      }
      if (part.itself() != null && part.itself().scan() != null) {
        subtree(part.directory());
      } else if (part.itself() != null) {
        plain.directory(part.directory());
      }
    } catch (TreeException e) {
      failed(part, e);
    }
  }

  private void failed(Batch.Part part, TreeException e) {
    if (!isGone(e) || part.directory().isRoot()) {
      failures.add(new Outcome.Failure(part.directory(), true, String.valueOf(e.getMessage())));
      return;
    }
    try {
      RelativePath missing = firstMissing(part.directory());
      try (Directory above = source.tree().open(missing.parent())) {
        entry(above, missing, true);
      }
    } catch (TreeException again) {
      failures.add(new Outcome.Failure(part.directory(), true, String.valueOf(again.getMessage())));
    }
    if (part.itself() != null && part.itself().scan() != null) {
      recheck.add(part.directory());
    }
  }

  private static boolean isGone(TreeException e) {
    return e.reason() == TreeException.Reason.ABSENT
        || e.reason() == TreeException.Reason.NOT_A_DIRECTORY;
  }

  /// The topmost directory on the way to a path that is none any more.
  private RelativePath firstMissing(RelativePath directory) throws TreeException {
    RelativePath at = directory;
    while (!at.parent().isRoot() && !isThere(at.parent())) {
      at = at.parent();
    }
    return at;
  }

  private boolean isThere(RelativePath path) throws TreeException {
    try (Directory _ = source.tree().open(path)) {
      return true;
    } catch (TreeException e) {
      if (isGone(e)) {
        return false;
      }
      throw e;
    }
  }

  private void add(Directory directory, Delay delay) {
    try {
      Stat stat = stat(directory, delay.path());
      if (stat != null && stat.type() == FileType.REGULAR) {
        file(delay, stat);
      } else {
        boolean entirely =
            delay.descends()
                || delay.attempts() > 0
                || delay.isDirectory() && (stat == null || delay.movedFrom() != null);
        entry(directory, delay.path(), entirely);
      }
    } catch (TreeException e) {
      failures.add(new Outcome.Failure(delay.path(), false, String.valueOf(e.getMessage())));
    }
  }

  /// What is there; null also for a link that would have to be followed and leads nowhere, of which
  /// rsync tells.
  private static @Nullable Stat stat(Directory directory, RelativePath path) throws TreeException {
    try {
      return directory.stat(path.name());
    } catch (TreeException e) {
      if (e.reason() == TreeException.Reason.NOT_FOLLOWED) {
        return null;
      }
      throw e;
    }
  }

  private void file(Delay delay, Stat stat) {
    if (delay.open()) {
      unsettled.add(delay.path());
    } else if (limit.isPresent() && stat.size() > limit.getAsLong() && !delay.isApart()) {
      apart.add(delay.path());
    } else {
      plain.entry(delay.path());
      if (delay.attempts() > 0 || delay.descends()) {
        // the target may have a directory there, that has to be emptied
        plain.subtree(delay.path());
      }
    }
  }

  /// @param entirely whether all that source or target has below it is to be compared
  private void entry(Directory directory, RelativePath path, boolean entirely)
      throws TreeException {
    Stat stat = stat(directory, path);
    if (stat != null && stat.isDirectory()) {
      if (entirely) {
        subtree(path);
      } else {
        plain.directory(path);
      }
      return;
    }
    plain.entry(path);
    if (entirely) {
      filtered.subtree(path);
    }
  }

  private void subtree(RelativePath path) throws TreeException {
    source.watchBelow(path);
    filtered.subtree(path);
  }
}
