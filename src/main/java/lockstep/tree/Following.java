package lockstep.tree;

/// Which symbolic links of a tree count as what they lead to, wherever that is.
///
/// This is the one way out of a tree, and only for who asks for it by name (rsync's options of
/// these names).
public enum Following {
  /// none: links are links
  NONE,
  /// `copy_dirlinks`, `keep_dirlinks`: those that lead to directories
  TO_DIRECTORIES,
  /// `copy_unsafe_links`: those that lead out of the tree, as far as their text tells: absolute
  /// ones, and those with a `..` too many, or not at the beginning
  UNSAFE,
  /// `copy_links`: all
  ALL
}
