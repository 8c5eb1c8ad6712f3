package lockstep.copy;

import java.util.ArrayList;
import java.util.List;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// One part of a piece of work: a directory's entries, and then the directory itself.
final class DirectoryRun {
  /// What an ordinary user needs in a directory to change its entries.
  private static final int WRITABLE = 0700;

  private final Setup setup;
  private final Tally tally;
  private final Work.Part part;
  private final Renamed renamed;
  private @Nullable DirectoryPair pair;
  private int openedMode = -1;

  DirectoryRun(Setup setup, Tally tally, Work.Part part, Renamed renamed) {
    this.setup = setup;
    this.tally = tally;
    this.part = part;
    this.renamed = renamed;
  }

  /// Compares the entries. Call [#finish] afterwards.
  ///
  /// @param resume runs on another thread when that has done the last of them
  /// @return whether they are done; otherwise `resume` runs later
  boolean start(Runnable resume) {
    DirectoryPair opened = open();
    pair = opened;
    if (opened == null) {
      return true;
    }
    var listing = Listing.of(setup, tally, opened, part);
    boolean deletes = part.deletes() && listing.complete();
    var inspection = new Inspection(setup, tally, opened, part, deletes, renamed);
    if (!listing.entries().isEmpty()) {
      makeWritable(opened.target());
    }
    return new Crew<>(
            listing.entries(), chunk -> inspect(inspection, chunk), setup.workers(), resume)
        .run();
  }

  private @Nullable DirectoryPair open() {
    RelativePath path = part.directory();
    try {
      return openPair(path);
    } catch (TreeException e) {
      if (Missing.is(e) && !path.isRoot()) {
        tally.recheck(topmostMissing(path));
      } else {
        tally.failed(path, true, e);
      }
      return null;
    }
  }

  private DirectoryPair openPair(RelativePath path) throws TreeException {
    try {
      return DirectoryPair.open(path, setup);
    } catch (TreeException e) {
      boolean denied = e.reason() == TreeException.Reason.DENIED;
      if (!denied || setup.options().superUser() || path.isRoot() || !makeAccessible(path)) {
        throw e;
      }
      return DirectoryPair.open(path, setup);
    }
  }

  /// Lets us into a target directory that not even its owner may enter, as rsync does; the end of
  /// the work puts the mode right.
  ///
  /// @return false if its mode is not in the way
  private boolean makeAccessible(RelativePath path) throws TreeException {
    try (Directory parent = setup.target().open(path.parent())) {
      Stat stat = parent.stat(path.name());
      if (stat == null || !stat.isDirectory() || (stat.mode() & WRITABLE) == WRITABLE) {
        return false;
      }
      Hands.of(setup, tally).openUp(parent, path.name(), stat.mode() | WRITABLE);
      openedMode = stat.mode();
      return true;
    }
  }

  /// The highest directory on the way that is missing on one side. A tree of a thousand levels that
  /// was removed must not be found out about level by level.
  private RelativePath topmostMissing(RelativePath path) {
    var way = new ArrayList<RelativePath>();
    for (RelativePath each = path; !each.isRoot(); each = each.parent()) {
      way.addFirst(each);
    }
    int present = 0;
    int missing = way.size() - 1;
    while (present < missing) {
      int middle = (present + missing) / 2;
      if (isMissing(way.get(middle))) {
        missing = middle;
      } else {
        present = middle + 1;
      }
    }
    return way.get(missing);
  }

  private boolean isMissing(RelativePath path) {
    try (var _ = DirectoryPair.open(path, setup)) {
      return false;
    } catch (TreeException e) {
      return Missing.is(e);
    }
  }

  private void inspect(Inspection inspection, List<Entry> chunk) {
    var doomed = new ArrayList<Doomed>();
    for (Entry entry : chunk) {
      if (!tally.isHalted()) {
        attempt(entry, () -> inspection.look(entry, doomed::add));
      }
    }
    if (!doomed.isEmpty() && !tally.isHalted()) {
      attempt(null, () -> inspection.remove(doomed));
    }
  }

  private void attempt(@Nullable Entry entry, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      RelativePath directory = part.directory();
      tally.failed(entry == null ? directory : directory.resolve(entry.name()), entry == null, e);
    }
  }

  /// As rsync does for a user who is not root; the end of the work puts the mode right.
  private void makeWritable(Directory target) {
    if (setup.options().superUser()) {
      return;
    }
    try {
      int mode = target.stat().mode();
      if ((mode & WRITABLE) != WRITABLE) {
        target.setMode(mode | WRITABLE);
        openedMode = mode;
      }
    } catch (TreeException _) {
      // What cannot be written then is reported entry by entry.
    }
  }

  /// Makes the directory's own attributes equal, and closes it.
  void finish() {
    DirectoryPair opened = pair;
    if (opened == null) {
      return;
    }
    try (opened) {
      if (!tally.isHalted()) {
        setAttributes(opened);
        recheckIfBare(opened.path());
      }
    } catch (TreeException e) {
      tally.failed(part.directory(), true, e);
    }
  }

  /// What was removed may have been the last that kept the directory on the target.
  private void recheckIfBare(RelativePath path) throws TreeException {
    if (!path.isRoot() && new Pruning(setup).prunes(path)) {
      tally.recheck(path);
    }
  }

  private void setAttributes(DirectoryPair opened) throws TreeException {
    setup.drafts().sweep(part.directory(), opened.target());
    CopyOptions options = setup.options();
    if (openedMode != -1 && !options.perms()) {
      opened.target().setMode(openedMode);
    }
    Inode target = new Inode.Itself(opened.target());
    Stat source = opened.source().stat();
    Stat found = opened.target().stat();
    var difference = Difference.between(source, found, options);
    var extended = ExtendedDifference.between(new Inode.Itself(opened.source()), target, options);
    Hands.of(setup, tally)
        .setAttributes(
            opened, source, found, extended, e -> tally.failed(part.directory(), true, e));
    if (difference.isMoreThanTime() || !extended.isNone()) {
      tally.updated();
    }
  }
}
