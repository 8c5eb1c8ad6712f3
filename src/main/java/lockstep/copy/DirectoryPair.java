package lockstep.copy;

import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.TreeException;

/// One directory, open on both sides.
final class DirectoryPair implements AutoCloseable {
  private final RelativePath path;
  private final Directory source;
  private final Directory target;

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

  @Override
  public void close() {
    source.close();
    target.close();
  }
}
