package lockstep.copy;

import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.Tree;
import lockstep.tree.TreeException;

/// The edge of the file system that a tree's root is on, for `one_file_system`.
final class Boundary {
  private Boundary() {}

  /// Whether a directory of the tree is on another file system than its root, and that matters.
  static boolean isCrossed(Tree tree, Directory directory, CopyOptions options)
      throws TreeException {
    if (!options.reach().oneFileSystem()) {
      return false;
    }
    try (Directory root = tree.open(RelativePath.ROOT)) {
      return root.stat().device() != directory.stat().device();
    }
  }
}
