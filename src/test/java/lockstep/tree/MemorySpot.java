package lockstep.tree;

import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;

/// What a path leads to: an inode, the name by which it was reached, and through which mount.
///
/// @param link null for the root of a file system
/// @param mount 0 for the first mount of a file system
record MemorySpot(MemoryFileSystem fs, MemoryInode inode, @Nullable MemoryLink link, long mount) {
  /// The entry `name` of this directory, or what is mounted over it.
  MemorySpot enter(byte[] name) {
    return at(fs.names.lookup(inode, name));
  }

  /// What is seen at an entry of this directory.
  MemorySpot at(MemoryLink entry) {
    MemorySpot over = entry.inode.covered;
    return over == null ? new MemorySpot(fs, entry.inode, entry, mount) : over;
  }

  MemorySpot walk(RelativePath path) {
    MemorySpot spot = this;
    for (byte[] name : MemoryNames.split(path)) {
      spot = spot.enter(name);
    }
    return spot;
  }

  MemorySpot directory(RelativePath path) {
    MemorySpot spot = walk(path);
    if (!spot.inode.isDirectory()) {
      throw MemoryErrno.ENOTDIR.refusal();
    }
    return spot;
  }

  /// See [Directory#place].
  @Nullable AbsolutePath place() {
    var device = AbsolutePath.of("/" + fs.device());
    RelativePath path = link == null ? RelativePath.ROOT : link.path(fs.root());
    return path == null ? null : device.resolve(path);
  }

  void hold() {
    fs.hold(inode, link);
  }

  void release() {
    fs.release(inode, link);
  }
}
