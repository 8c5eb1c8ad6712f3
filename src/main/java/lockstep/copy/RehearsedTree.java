package lockstep.copy;

import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.Tree;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// A target as a rehearsal sees it: nothing can be changed, and a directory that is not there is an
/// empty one, for the work itself would have made it by now.
final class RehearsedTree implements Tree {
  private final @Nullable Tree target;

  /// @param target null if there is none yet
  RehearsedTree(@Nullable Tree target) {
    this.target = target;
  }

  @Override
  public Directory open(RelativePath path) throws TreeException {
    if (target == null) {
      return new VacantDirectory(path);
    }
    try {
      return new ReadOnlyDirectory(target.open(path), path);
    } catch (TreeException e) {
      if (Missing.is(e) && !path.isRoot()) {
        return new VacantDirectory(path);
      }
      throw e;
    }
  }

  @Override
  public void checkRoot() throws TreeException {
    if (target != null) {
      target.checkRoot();
    }
  }

  @Override
  public Hold hold() {
    return () -> {}; // it changes nothing, so it is in nobody's way
  }

  @Override
  public void close() {
    if (target != null) {
      target.close();
    }
  }
}
