package lockstep.tree;

import java.util.ArrayDeque;
import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;

/// One name of an inode: what the kernel calls a dentry. It moves with a rename, and a file that
/// was opened by it reports to where it is.
final class MemoryLink {
  final MemoryInode inode;
  MemoryInode directory;
  byte[] name;
  boolean unlinked;

  /// How many descriptors were opened by it, and one for names below it that are pinned.
  int pins;

  MemoryLink(MemoryInode inode, MemoryInode directory, byte[] name) {
    this.inode = inode;
    this.directory = directory;
    this.name = name;
  }

  /// The path from `root`, or null if this name does not lead there.
  @Nullable RelativePath path(MemoryInode root) {
    var up = new ArrayDeque<byte[]>();
    for (MemoryLink link = this; ; link = link.directory.names.getFirst()) {
      if (link.unlinked) {
        return null;
      }
      up.push(link.name);
      if (link.directory == root) {
        break;
      }
      if (link.directory.names.isEmpty()) {
        return null;
      }
    }
    RelativePath path = RelativePath.ROOT;
    for (byte[] part : up) {
      path = path.resolve(part);
    }
    return path;
  }
}
