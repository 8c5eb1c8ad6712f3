package lockstep.copy;

import lockstep.event.RelativePath;
import lockstep.filter.Filters;
import lockstep.tree.Directory;
import lockstep.tree.FileType;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;

/// Removes target entries with all below them, but for what the filters protect, and the
/// directories that hold such.
///
/// Goes down through open directories and never by a path, so that what is renamed meanwhile cannot
/// lead it elsewhere; and never through a mount point or into the root of a sync.
final class Deletion {
  private static final int ACCESSIBLE = 0700;

  private final Filters filters;
  private final Borders borders;
  private final boolean superUser;
  private final boolean inPlace;
  private final Tally tally;
  private final Hands hands;

  Deletion(Setup setup, Tally tally) {
    this.filters = setup.filters();
    this.borders = setup.borders();
    this.superUser = setup.options().superUser();
    this.inPlace = setup.backups().isInPlace();
    this.tally = tally;
    this.hands = Hands.of(setup, tally);
  }

  /// Removes an entry. What could not be removed of a directory is reported as a failure of that
  /// directory: what lies in it is nothing that the source could be asked about.
  ///
  /// @return whether the entry is gone; if not, the reason is in the report, unless the filters are
  boolean remove(Directory directory, byte[] name, RelativePath path, boolean isDirectory) {
    try (var descent = new Descent(directory)) {
      boolean gone =
          isDirectory
              ? removeTree(descent, directory, name, path)
              : unlink(descent, directory, name, path);
      String failure = descent.failure();
      if (failure != null) {
        tally.failed(path, false, failure);
      }
      return gone;
    }
  }

  private boolean removeTree(Descent descent, Directory directory, byte[] name, RelativePath path) {
    Stat above;
    try {
      above = directory.stat();
    } catch (TreeException e) {
      return isGone(descent, e);
    }
    boolean gone = enter(descent, directory, above, name, path);
    while (!descent.isEmpty()) {
      Descent.Level level = descent.last();
      Directory.Entry child = level.next();
      if (child != null) {
        removeChild(descent, level, child);
      } else {
        descent.leave();
        gone = !level.kept && removeDirectory(descent, level);
        if (!gone && !descent.isEmpty()) {
          descent.last().kept = true;
        }
      }
    }
    return gone;
  }

  private void removeChild(Descent descent, Descent.Level level, Directory.Entry child) {
    Directory self;
    try {
      self = descent.directory();
    } catch (TreeException e) {
      descent.failed(String.valueOf(e.getMessage()));
      level.abandon();
      return;
    }
    level.kept |= !removeChild(descent, level, self, child);
  }

  /// @return false if the child stays for certain
  private boolean removeChild(
      Descent descent, Descent.Level level, Directory self, Directory.Entry child) {
    RelativePath path = level.path.resolve(child.name());
    boolean isDirectory;
    try {
      isDirectory = isDirectory(self, child);
    } catch (TreeException e) {
      descent.failed(String.valueOf(e.getMessage()));
      return false;
    }
    if (filters.isProtectedInDeleted(path, isDirectory)) {
      return false;
    }
    return isDirectory
        ? enter(descent, self, level.stat, child.name(), path)
        : unlink(descent, self, child.name(), path);
  }

  private static boolean isDirectory(Directory directory, Directory.Entry entry)
      throws TreeException {
    if (entry.type() != null) {
      return entry.type() == FileType.DIRECTORY;
    }
    Stat stat = directory.stat(entry.name());
    return stat != null && stat.isDirectory();
  }

  private boolean enter(
      Descent descent, Directory parent, Stat above, byte[] name, RelativePath path) {
    Directory self;
    try {
      self = open(parent, name);
    } catch (TreeException e) {
      return isGone(descent, e);
    }
    try {
      Stat stat = self.stat();
      String forbidden = borders.forbidsRemoval(stat, above);
      if (forbidden != null) {
        self.close();
        descent.failed("/" + path + " is not removed: " + forbidden);
        return false;
      }
      if (!superUser) {
        hands.openUp(self);
      }
      descent.enter(new Descent.Level(name, path, stat, self, self.list()));
      return true;
    } catch (TreeException e) {
      self.close();
      return isGone(descent, e);
    }
  }

  /// As rsync, an ordinary user first takes the rights that are needed.
  private Directory open(Directory parent, byte[] name) throws TreeException {
    try {
      return parent.open(name);
    } catch (TreeException e) {
      if (superUser || e.reason() != TreeException.Reason.DENIED) {
        throw e;
      }
      hands.openUp(parent, name, ACCESSIBLE);
      return parent.open(name);
    }
  }

  private boolean unlink(Descent descent, Directory directory, byte[] name, RelativePath path) {
    try {
      hands.unlink(directory, name, path);
      tally.deleted();
      return true;
    } catch (TreeException e) {
      return isGone(descent, e);
    }
  }

  private boolean removeDirectory(Descent descent, Descent.Level level) {
    try {
      hands.removeDirectory(descent.directory(), level.name, level.path);
      tally.deleted();
      return true;
    } catch (TreeException e) {
      if (inPlace && e.reason() == TreeException.Reason.NOT_EMPTY) {
        return false; // it holds the backups of what it held
      }
      return isGone(descent, e);
    }
  }

  private static boolean isGone(Descent descent, TreeException e) {
    if (e.reason() == TreeException.Reason.ABSENT) {
      return true;
    }
    descent.failed(String.valueOf(e.getMessage()));
    return false;
  }
}
