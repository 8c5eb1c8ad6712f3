package lockstep.tree;

/// What a file system says of one entry, links not followed; `statx(2)` has the meanings.
///
/// @param mode the permission bits with set-user-id, set-group-id and sticky (at most 07777)
/// @param size in bytes
/// @param blocks 512-byte blocks in use; fewer than the size needs where there are holes
/// @param links how many names the inode has
/// @param rdev the device that a device node stands for, else 0
/// @param mount a number for the mount that it was reached through; 0 where the kernel does not say
///   (before Linux 5.8)
public record Stat(
    FileType type,
    int mode,
    int uid,
    int gid,
    long size,
    long blocks,
    Timestamp mtime,
    Timestamp ctime,
    long device,
    long inode,
    long links,
    long rdev,
    long mount) {

  public boolean isDirectory() {
    return type == FileType.DIRECTORY;
  }

  public boolean isRegular() {
    return type == FileType.REGULAR;
  }

  /// Whether both are answers about one inode.
  public boolean isSameInode(Stat other) {
    return device == other.device && inode == other.inode;
  }

  /// Whether nothing happened to the inode between the two answers: same inode, size, `mtime` and
  /// `ctime`.
  public boolean isUnchanged(Stat other) {
    return isSameInode(other)
        && size == other.size
        && mtime.equals(other.mtime)
        && ctime.equals(other.ctime);
  }
}
