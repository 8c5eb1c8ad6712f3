package lockstep.tree;

/// Receives what a kernel's watches could tell of a [MemoryFileSystem], in order and unfiltered
/// (Linux's `fsnotify`).
///
/// Directories are named by their inode number, which is what [Directory#descriptor()] of a memory
/// tree returns.
public interface MemoryNotices {
  /// What happened, in inotify's words.
  enum Kind {
    ATTRIB,
    MODIFY,
    CLOSE_WRITE,
    CREATE,
    DELETE,
    MOVED_FROM,
    MOVED_TO,
    MOVE_SELF,
    DELETE_SELF,
    UNMOUNT
  }

  /// Something happened to an entry of a directory.
  ///
  /// @param cookie the same number for both ends of a rename, else 0
  /// @param unlinked whether it was done to an open file whose name had been removed before
  ///   (`IN_EXCL_UNLINK`)
  void entry(
      Kind kind, long directory, byte[] name, boolean isDirectory, int cookie, boolean unlinked);

  /// Something happened to an inode itself; after `DELETE_SELF` and `UNMOUNT` its number may come
  /// to mean another.
  void self(Kind kind, long inode, boolean isDirectory);
}
