package lockstep.copy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
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
/// lead it elsewhere.
final class Deletion {
  private final Filters filters;
  private final boolean superUser;
  private final Tally tally;
  private final Hands hands;

  Deletion(Setup setup, Tally tally) {
    this.filters = setup.filters();
    this.superUser = setup.options().superUser();
    this.tally = tally;
    this.hands = Hands.of(setup, tally);
  }

  /// @return whether the entry is gone; what could not be removed is in the report
  boolean remove(Directory directory, byte[] name, RelativePath path, boolean isDirectory) {
    return isDirectory ? removeTree(directory, name, path) : unlink(directory, name, path);
  }

  private boolean removeTree(Directory directory, byte[] name, RelativePath path) {
    var levels = new ArrayDeque<Level>();
    try {
      boolean gone = enter(levels, directory, name, path);
      while (!levels.isEmpty()) {
        Level level = levels.getFirst();
        if (level.rest.hasNext()) {
          level.kept |= !removeChild(levels, level, level.rest.next());
        } else {
          levels.removeFirst().self.close();
          gone = !level.kept && removeDirectory(level);
          if (!gone && !levels.isEmpty()) {
            levels.getFirst().kept = true;
          }
        }
      }
      return gone;
    } finally {
      levels.forEach(level -> level.self.close());
    }
  }

  /// @return false if the child stays for certain
  private boolean removeChild(Deque<Level> levels, Level level, Directory.Entry child) {
    RelativePath path = level.path.resolve(child.name());
    boolean isDirectory;
    try {
      isDirectory = isDirectory(level.self, child);
    } catch (TreeException e) {
      tally.failed(path, false, e);
      return false;
    }
    if (filters.isProtectedInDeleted(path, isDirectory)) {
      return false;
    }
    return isDirectory
        ? enter(levels, level.self, child.name(), path)
        : unlink(level.self, child.name(), path);
  }

  private static boolean isDirectory(Directory directory, Directory.Entry entry)
      throws TreeException {
    if (entry.type() != null) {
      return entry.type() == FileType.DIRECTORY;
    }
    Stat stat = directory.stat(entry.name());
    return stat != null && stat.isDirectory();
  }

  private boolean enter(Deque<Level> levels, Directory parent, byte[] name, RelativePath path) {
    Directory self;
    try {
      self = parent.open(name);
    } catch (TreeException e) {
      return isGone(e, path);
    }
    try {
      if (!superUser) {
        hands.openUp(self);
      }
      levels.addFirst(new Level(parent, name, path, self, self.list()));
      return true;
    } catch (TreeException e) {
      self.close();
      return isGone(e, path);
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

  private boolean removeDirectory(Level level) {
    try {
      hands.removeDirectory(level.parent, level.name, level.path);
      tally.deleted();
      return true;
    } catch (TreeException e) {
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

  /// An open directory that is being emptied.
  private static final class Level {
    final Directory parent;
    final byte[] name;
    final RelativePath path;
    final Directory self;
    final Iterator<Directory.Entry> rest;
    boolean kept;

    Level(
        Directory parent,
        byte[] name,
        RelativePath path,
        Directory self,
        List<Directory.Entry> entries) {
      this.parent = parent;
      this.name = name;
      this.path = path;
      this.self = self;
      this.rest = entries.iterator();
    }
  }
}
