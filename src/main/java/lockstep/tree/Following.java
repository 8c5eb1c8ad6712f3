package lockstep.tree;

/// A kind of symbolic links of a tree that count as what they lead to, wherever that is. Of a set
/// of them, each link that is of any of the kinds does; where the set is empty, links are links.
///
/// This is the one way out of a tree, and only for who asks for it by name (rsync's options of
/// these names).
public enum Following {
  /// `copy_dirlinks`, `keep_dirlinks`: those that lead to directories
  TO_DIRECTORIES,
  /// `copy_unsafe_links`: those that lead out of the tree, as far as their text tells: absolute
  /// ones, and those with a `..` too many, or not at the beginning
  UNSAFE,
  /// `copy_links`: all
  ALL
}
