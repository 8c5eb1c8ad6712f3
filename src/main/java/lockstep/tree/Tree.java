package lockstep.tree;

import lockstep.event.RelativePath;

/// One directory tree that nothing leads out of.
///
/// Directories are opened step by step without following a link, and everything else happens
/// relative to an open [Directory]; so whatever is renamed or replaced meanwhile, an operation
/// meets the tree or fails. A tree may be used by many threads at once.
public interface Tree extends AutoCloseable {
  /// Opens the directory at `path`.
  ///
  /// @throws TreeException `ABSENT`, `NOT_A_DIRECTORY` (also for a link), `DENIED`, …
  Directory open(RelativePath path) throws TreeException;

  /// Checks that the root is still the directory that was opened: the path that was given leads to
  /// the same inode, and it has not been removed.
  ///
  /// @throws TreeException `ROOT_CHANGED`, or what kept it from being checked
  void checkRoot() throws TreeException;

  /// Takes the root for this process alone, until the answer is closed; only others that ask for it
  /// too are kept out. Where a directory cannot be locked, nobody is.
  ///
  /// @throws TreeException `IN_USE` if somebody has it; tells who, if the kernel does
  Hold hold() throws TreeException;

  @Override
  void close();

  /// A root that is taken.
  interface Hold extends AutoCloseable {
    @Override
    void close();
  }
}
