package lockstep.copy;

import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.OpenFile;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// One directory, open on both sides.
final class DirectoryPair implements AutoCloseable {
  private final RelativePath path;
  private final Directory source;
  private final Directory target;
  private volatile @Nullable Stat fresh;

  DirectoryPair(RelativePath path, Directory source, Directory target) {
    this.path = path;
    this.source = source;
    this.target = target;
  }

  /// @throws TreeException also `NESTED`, if one of the two belongs to the other tree
  static DirectoryPair open(RelativePath path, Setup setup) throws TreeException {
    Directory source = setup.source().open(path);
    Directory target = null;
    try {
      setup.borders().checkSource(path, source);
      target = setup.target().open(path);
      setup.borders().checkTarget(path, target, target.stat());
      return new DirectoryPair(path, source, target);
    } catch (TreeException | RuntimeException e) {
      source.close();
      if (target != null) {
        target.close();
      }
      throw e;
    }
  }

  RelativePath path() {
    return path;
  }

  Directory source() {
    return source;
  }

  Directory target() {
    return target;
  }

  /// Owner, group and mode of a file that was just made here with mode 0600. All those made in one
  /// directory are alike, so only the first is asked.
  Stat fresh(OpenFile made) throws TreeException {
    Stat known = fresh;
    if (known == null) {
      known = made.stat();
      fresh = known;
    }
    return known;
  }

  @Override
  public void close() {
    source.close();
    target.close();
  }
}
