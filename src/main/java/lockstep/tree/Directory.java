package lockstep.tree;

import java.util.List;
import lockstep.event.AbsolutePath;
import org.jspecify.annotations.Nullable;

/// An open directory of a [Tree]. Names are single path components, as bytes, and no operation
/// follows a link.
///
/// All operations throw [TreeException] when the file system refuses. A directory stays usable
/// after it was renamed. One that was removed can be asked for its `stat`, but refuses to be listed
/// (`ABSENT`), so that nobody takes it for an empty one. It must be closed.
public interface Directory extends AutoCloseable {
  /// A name in a directory with what `getdents64(2)` tells of it.
  ///
  /// @param type null where the file system does not say
  record Entry(byte[] name, @Nullable FileType type) {}

  /// An inode number by which the watching side recognises this open directory; on Linux the file
  /// descriptor.
  int descriptor();

  /// Whether a link that is followed led here; then what happens here may happen under other paths,
  /// and no watch of this path tells of it.
  default boolean isReachedByLink() {
    return false;
  }

  /// What the directory itself is now.
  Stat stat() throws TreeException;

  /// Where the directory lies on its file system, however often and wherever that is mounted: the
  /// device as the first name, then the path from the root of the file system, such as
  /// `/8:1/home/me`. So one place has one name, and what lies below it begins with that. Null where
  /// it cannot be told.
  @Nullable AbsolutePath place() throws TreeException;

  /// All entries but `.` and `..`, in no particular order. Either the complete listing or an
  /// exception.
  List<Entry> list() throws TreeException;

  /// What `name` is, or null if there is no such entry.
  @Nullable Stat stat(byte[] name) throws TreeException;

  /// Opens the subdirectory `name`.
  Directory open(byte[] name) throws TreeException;

  /// Opens the regular file `name` for reading. Never blocks on a FIFO; anything but a regular file
  /// is refused.
  OpenFile openFile(byte[] name) throws TreeException;

  /// Opens the existing regular file `name` for reading and writing.
  OpenFile openForUpdate(byte[] name) throws TreeException;

  /// Makes the new regular file `name`, empty and with this mode (less the umask, as for all that
  /// is made here), for reading and writing.
  ///
  /// @throws TreeException `EXISTS`, …
  OpenFile create(byte[] name, int mode) throws TreeException;

  void makeDirectory(byte[] name, int mode) throws TreeException;

  void makeSymlink(byte[] name, byte[] target) throws TreeException;

  /// Makes a FIFO, socket or device node.
  void makeNode(byte[] name, FileType type, int mode, long rdev) throws TreeException;

  /// Gives the inode at `name` a second name, `newName` in `to`; a link is linked itself.
  void link(byte[] name, Directory to, byte[] newName) throws TreeException;

  byte[] readLink(byte[] name) throws TreeException;

  /// Renames `name` to `newName` in `to`, replacing what is there as `rename(2)` does.
  void rename(byte[] name, Directory to, byte[] newName) throws TreeException;

  /// Removes the entry `name`, which is no directory.
  void unlink(byte[] name) throws TreeException;

  /// Removes the empty directory `name`.
  void removeDirectory(byte[] name) throws TreeException;

  /// Sets owner and group of the entry itself; -1 leaves one as it is. Clears set-user-id and
  /// set-group-id of files, so the mode is set after it.
  void setOwner(byte[] name, int uid, int gid) throws TreeException;

  /// Sets the mode (at most 07777) of an entry that is no link.
  void setMode(byte[] name, int mode) throws TreeException;

  /// Sets the modification time of the entry itself; the access time stays.
  void setTime(byte[] name, Timestamp mtime) throws TreeException;

  /// The extended attributes of the entry itself; where it is absent, that may show only when they
  /// are asked for.
  Attributes attributes(byte[] name) throws TreeException;

  /// Owner, mode, time and extended attributes of the directory itself.
  void setOwner(int uid, int gid) throws TreeException;

  void setMode(int mode) throws TreeException;

  void setTime(Timestamp mtime) throws TreeException;

  Attributes attributes() throws TreeException;

  @Override
  void close();

  /// Extended attributes of one inode; ACLs are those called `system.posix_acl_access` and
  /// `system.posix_acl_default`, as the kernel stores them.
  ///
  /// Must be closed: it may hold a descriptor.
  interface Attributes extends AutoCloseable {
    /// The names, in no particular order; empty where the file system knows none.
    List<byte[]> names() throws TreeException;

    /// The value, or null if there is no such attribute.
    byte @Nullable [] get(byte[] name) throws TreeException;

    void set(byte[] name, byte[] value) throws TreeException;

    /// Removes an attribute, if it is there.
    void remove(byte[] name) throws TreeException;

    @Override
    void close();
  }
}
