package lockstep.copy;

import java.util.Arrays;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.Stat;
import lockstep.tree.Tree;
import lockstep.tree.TreeException;

/// How [Backups] get to their place.
final class Kept {
  private Kept() {}

  static byte[] with(byte[] name, byte[] suffix) {
    byte[] longer = Arrays.copyOf(name, name.length + suffix.length);
    System.arraycopy(suffix, 0, longer, name.length, suffix.length);
    return longer;
  }

  static boolean endsWith(byte[] name, byte[] suffix) {
    int rest = name.length - suffix.length;
    return rest > 0 && Arrays.equals(name, rest, name.length, suffix, 0, suffix.length);
  }

  /// Gives what is at `name`, if anything, another name, so that it outlives being replaced at its
  /// first. A file system without hard links has it renamed, and nothing there for a moment.
  static void link(Directory directory, byte[] name, Directory kept, byte[] newName)
      throws TreeException {
    Stat present = directory.stat(name);
    if (present == null || present.isDirectory()) {
      return;
    }
    try {
      unlink(kept, newName);
      directory.link(name, kept, newName);
    } catch (TreeException e) {
      if (!LinkMaker.REFUSALS.contains(e.reason())
          || e.reason() == TreeException.Reason.CROSS_DEVICE) {
        throw e;
      }
      directory.rename(name, kept, newName);
    }
  }

  private static void unlink(Directory directory, byte[] name) throws TreeException {
    try {
      directory.unlink(name);
    } catch (TreeException e) {
      if (e.reason() != TreeException.Reason.ABSENT) {
        throw e;
      }
    }
  }

  /// Opens the directory at `path` below `within`. What is missing on the way is made with the
  /// owner and mode that the tree has at the same path outside of `within`.
  static Directory open(Tree tree, RelativePath within, RelativePath path) throws TreeException {
    RelativePath whole = path.rebase(RelativePath.ROOT, within);
    try {
      return tree.open(whole);
    } catch (TreeException e) {
      if (e.reason() != TreeException.Reason.ABSENT) {
        throw e;
      }
    }
    make(tree, within, path);
    return tree.open(whole);
  }

  private static void make(Tree tree, RelativePath within, RelativePath path) throws TreeException {
    RelativePath whole = path.rebase(RelativePath.ROOT, within);
    RelativePath above = path.isRoot() ? RelativePath.ROOT : path.parent();
    RelativePath parent = path.isRoot() ? within.parent() : whole.parent();
    if (!isThere(tree, parent)) {
      make(tree, path.isRoot() ? within.parent() : within, above);
    }
    try (Directory directory = tree.open(parent)) {
      directory.makeDirectory(whole.name(), 0700);
      try (Directory like = tree.open(path)) {
        Stat stat = like.stat();
        directory.setOwner(whole.name(), stat.uid(), stat.gid());
        directory.setMode(whole.name(), stat.mode());
      }
    } catch (TreeException e) {
      if (e.reason() != TreeException.Reason.EXISTS) {
        throw e; // otherwise another worker made it
      }
    }
  }

  private static boolean isThere(Tree tree, RelativePath path) throws TreeException {
    try (Directory _ = tree.open(path)) {
      return true;
    } catch (TreeException e) {
      if (e.reason() == TreeException.Reason.ABSENT) {
        return false;
      }
      throw e;
    }
  }
}
