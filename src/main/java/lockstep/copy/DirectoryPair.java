package lockstep.copy;

import java.util.List;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// One directory, open on both sides.
final class DirectoryPair implements AutoCloseable {
  private final RelativePath path;
  private final Directory source;
  private final Directory target;
  private final @Nullable NewDirectory fresh;

  DirectoryPair(RelativePath path, Directory source, Directory target) {
    this(path, source, target, null);
  }

  private DirectoryPair(
      RelativePath path, Directory source, Directory target, @Nullable NewDirectory fresh) {
    this.path = path;
    this.source = source;
    this.target = target;
    this.fresh = fresh;
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

  /// Makes the directory in the target, if nothing is missing there but itself.
  ///
  /// @throws TreeException also `NESTED`, if it would be made in the other tree
  static DirectoryPair make(RelativePath path, Setup setup) throws TreeException {
    Directory source = setup.source().open(path);
    Directory parent = null;
    try {
      setup.borders().checkSource(path, source);
      boolean crossed = Boundary.isCrossed(setup.source(), source, setup.options());
      setup.visitor().beforeListing(path, source);
      List<Directory.Entry> entries = crossed ? List.of() : source.list();
      parent = setup.target().open(path.parent());
      setup.borders().checkTarget(path.parent(), parent, parent.stat());
      NewDirectory fresh = setup.newDirectories().make(path, parent, entries);
      return new DirectoryPair(path, source, fresh.self(), fresh);
    } catch (TreeException | RuntimeException e) {
      source.close();
      if (parent != null) {
        parent.close();
      }
      throw e;
    }
  }

  RelativePath path() {
    return path;
  }

  /// The target's, if it was just made.
  @Nullable NewDirectory fresh() {
    return fresh;
  }

  /// Whether nobody sees what is made in the target's.
  boolean isOutOfSight() {
    return fresh != null && fresh.isOutOfSight();
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
    if (fresh == null) {
      target.close();
    } else {
      fresh.close();
    }
  }
}
