package lockstep.copy;

import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.Timestamp;
import lockstep.tree.Tree;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// What becomes of target entries that are replaced or removed.
public sealed interface Backups {
  /// They are gone.
  Backups NONE = new None();

  /// Keeps an entry that is about to be replaced; it stays where it is, too.
  ///
  /// @param clears whether it counts as removed first, as for rsync what is no file and makes way
  ///   for one
  void replacing(Directory directory, RelativePath path, byte[] name, boolean clears)
      throws TreeException;

  /// Takes an entry, which is no directory, out of the way.
  ///
  /// @return whether it was; otherwise it is to be removed
  boolean removing(Directory directory, RelativePath path, byte[] name) throws TreeException;

  /// Whether what is kept stays in the directory that it was in.
  boolean isInPlace();

  /// The name that a backup of `name` gets in the same directory; null if it is kept elsewhere.
  byte @Nullable [] besides(byte[] name);

  /// See [#NONE].
  record None() implements Backups {
    @Override
    public void replacing(Directory directory, RelativePath path, byte[] name, boolean clears) {}

    @Override
    public boolean removing(Directory directory, RelativePath path, byte[] name) {
      return false;
    }

    @Override
    public boolean isInPlace() {
      return false;
    }

    @Override
    public byte @Nullable [] besides(byte[] name) {
      return null;
    }
  }

  /// They get a longer name.
  record Beside(byte[] suffix) implements Backups {
    @Override
    public void replacing(Directory directory, RelativePath path, byte[] name, boolean clears)
        throws TreeException {
      if (clears && Kept.endsWith(name, suffix)) {
        return; // as where it is removed
      }
      Kept.link(directory, name, directory, Kept.with(name, suffix));
    }

    @Override
    public boolean removing(Directory directory, RelativePath path, byte[] name)
        throws TreeException {
      if (Kept.endsWith(name, suffix)) {
        return false; // a backup itself
      }
      directory.rename(name, directory, Kept.with(name, suffix));
      return true;
    }

    @Override
    public boolean isInPlace() {
      return true;
    }

    @Override
    public byte[] besides(byte[] name) {
      return Kept.with(name, suffix);
    }
  }

  /// They are moved to the same path in another directory of the target, which is made at once:
  /// later, the time of the directory above would be disturbed.
  ///
  /// @param tree the target
  record Elsewhere(Tree tree, RelativePath within, byte[] suffix) implements Backups {
    /// Makes the directory, if it is missing.
    public static Backups prepare(Tree tree, RelativePath within, byte[] suffix)
        throws TreeException {
      RelativePath top = within;
      while (!top.parent().isRoot()) {
        top = top.parent();
      }
      try (Directory root = tree.open(RelativePath.ROOT)) {
        Timestamp time = root.stat().mtime();
        boolean missing = root.stat(top.name()) == null;
        Kept.open(tree, within, RelativePath.ROOT).close();
        if (missing) {
          root.setTime(time);
        }
      }
      return new Elsewhere(tree, within, suffix);
    }

    @Override
    public void replacing(Directory directory, RelativePath path, byte[] name, boolean clears)
        throws TreeException {
      if (directory.stat(name) != null) {
        try (Directory kept = Kept.open(tree, within, path.parent())) {
          Kept.link(directory, name, kept, Kept.with(name, suffix));
        }
      }
    }

    @Override
    public boolean removing(Directory directory, RelativePath path, byte[] name)
        throws TreeException {
      try (Directory kept = Kept.open(tree, within, path.parent())) {
        directory.rename(name, kept, Kept.with(name, suffix));
      }
      return true;
    }

    @Override
    public boolean isInPlace() {
      return false;
    }

    @Override
    public byte @Nullable [] besides(byte[] name) {
      return null;
    }
  }
}
