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

  /// @return whether the entry is gone; what could not be removed is in the report
  boolean remove(Directory directory, byte[] name, RelativePath path, boolean isDirectory) {
    return isDirectory ? removeTree(directory, name, path) : unlink(directory, name, path);
  }

  private boolean removeTree(Directory directory, byte[] name, RelativePath path) {
    try (var descent = new Descent(directory)) {
      boolean gone = enter(descent, directory, directory.stat(), name, path);
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
    } catch (TreeException e) {
      return isGone(e, path);
    }
  }

  private void removeChild(Descent descent, Descent.Level level, Directory.Entry child) {
    Directory self;
    try {
      self = descent.directory();
    } catch (TreeException e) {
      tally.failed(level.path, false, e);
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
      tally.failed(path, false, e);
      return false;
    }
    if (filters.isProtectedInDeleted(path, isDirectory)) {
      return false;
    }
    return isDirectory
        ? enter(descent, self, level.stat, child.name(), path)
        : unlink(self, child.name(), path);
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
      return isGone(e, path);
    }
    try {
      Stat stat = self.stat();
      String forbidden = borders.forbidsRemoval(stat, above);
      if (forbidden != null) {
        self.close();
        tally.failed(path, false, "/" + path + " is not removed: " + forbidden);
        return false;
      }
      if (!superUser) {
        hands.openUp(self);
      }
      descent.enter(new Descent.Level(name, path, stat, self, self.list()));
      return true;
    } catch (TreeException e) {
      self.close();
      return isGone(e, path);
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

  private boolean unlink(Directory directory, byte[] name, RelativePath path) {
    try {
      hands.unlink(directory, name, path);
      tally.deleted();
      return true;
    } catch (TreeException e) {
      return isGone(e, path);
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
      return isGone(e, level.path);
    }
  }

  private boolean isGone(TreeException e, RelativePath path) {
    if (e.reason() == TreeException.Reason.ABSENT) {
      return true;
    }
    tally.failed(path, false, e);
    return false;
  }
}
