package lockstep.copy;

import java.util.ArrayDeque;
import java.util.Deque;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.FileType;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// Finds the source directories that hold nothing but directories (`prune_empty_dirs`). What the
/// filters leave out does not count.
final class Pruning {
  private final Setup setup;

  Pruning(Setup setup) {
    this.setup = setup;
  }

  /// Whether the directory is to be treated as one that the filters leave out. Each that is looked
  /// into is watched first, because what is made in it brings it to the target.
  boolean prunes(RelativePath directory) throws TreeException {
    if (!setup.options().reach().pruneEmptyDirs()) {
      return false;
    }
    Deque<RelativePath> left = new ArrayDeque<>();
    left.push(directory);
    while (!left.isEmpty()) {
      if (holdsMore(left.pop(), left)) {
        return false;
      }
    }
    return true;
  }

  private boolean holdsMore(RelativePath path, Deque<RelativePath> left) throws TreeException {
    try (Directory directory = setup.source().open(path)) {
      setup.visitor().beforeListing(path, directory);
      for (Directory.Entry entry : directory.list()) {
        RelativePath below = path.resolve(entry.name());
        FileType type = type(directory, entry);
        boolean isDirectory = type == FileType.DIRECTORY;
        if (type != null && !setup.filters().excludes(below, isDirectory)) {
          if (!isDirectory) {
            return true;
          }
          left.push(below);
        }
      }
      return false;
    } catch (TreeException e) {
      if (Missing.is(e)) {
        return false; // removed meanwhile
      }
      throw e;
    }
  }

  /// @return null if it is gone, or a link to follow that leads nowhere
  private static @Nullable FileType type(Directory directory, Directory.Entry entry)
      throws TreeException {
    if (entry.type() != null) {
      return entry.type();
    }
    try {
      Stat stat = directory.stat(entry.name());
      return stat == null ? null : stat.type();
    } catch (TreeException e) {
      if (e.reason() == TreeException.Reason.NOT_FOLLOWED) {
        return null;
      }
      throw e;
    }
  }
}
