package lockstep.tree;

import lockstep.event.RelativePath;

/// Is told what anybody could see under a name of a [MemoryFileSystem], at the moment when it can
/// be seen. Paths are from the root of the file system.
public interface MemoryObserver {
  /// A name appeared, or its content changed.
  ///
  /// @param digest equal for equal contents, and for links with equal targets; see
  ///   [MemoryFileSystem#digest]
  default void published(RelativePath path, FileType type, long digest) {}

  /// A name was removed (not: replaced by a rename).
  default void removed(RelativePath path, FileType type) {}

  /// A name was renamed; [#published] follows for it and for everything below it.
  default void renamed(RelativePath from, RelativePath to) {}
}
