package lockstep.tree;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import lockstep.tree.MemoryNotices.Kind;
import org.jspecify.annotations.Nullable;

/// What happens to one inode of a [MemoryFileSystem]: its attributes and its content. Times and
/// notices are those of Linux's `fs/attr.c`, for root.
///
/// Each change is told under the name by which the inode was reached; null for the root.
final class MemoryChanges {
  private static final int SUID = 04000;
  private static final int SGID = 02000;
  private static final int GROUP_EXECUTE = 010;
  private static final byte[] CAPABILITY =
      "security.capability".getBytes(StandardCharsets.US_ASCII);

  private final MemoryFileSystem fs;

  MemoryChanges(MemoryFileSystem fs) {
    this.fs = fs;
  }

  void setOwner(MemoryInode inode, @Nullable MemoryLink link, int uid, int gid) {
    fs.checkWritable();
    inode.uid = uid == -1 ? inode.uid : uid;
    inode.gid = gid == -1 ? inode.gid : gid;
    if (!inode.isDirectory()) {
      boolean setGroup =
          (inode.mode & GROUP_EXECUTE) != 0; // without it, SGID stands for mandatory locking
      inode.mode &= ~(SUID | (setGroup ? SGID : 0));
      inode.xattrs.remove(CAPABILITY);
    }
    tell(Kind.ATTRIB, inode, link);
  }

  void setMode(MemoryInode inode, @Nullable MemoryLink link, int mode) {
    fs.checkWritable();
    if (inode.type == FileType.SYMLINK) {
      throw MemoryErrno.EOPNOTSUPP.refusal();
    }
    inode.mode = mode & 07777;
    tell(Kind.ATTRIB, inode, link);
  }

  /// Sets the modification time.
  ///
  /// @param access whether the access time is set in the same call; inotify reports `IN_MODIFY` if
  ///   not
  void setTime(MemoryInode inode, @Nullable MemoryLink link, Timestamp mtime, boolean access) {
    fs.checkWritable();
    inode.mtime = mtime;
    tell(access ? Kind.ATTRIB : Kind.MODIFY, inode, link);
  }

  void setXattr(
      MemoryInode inode, @Nullable MemoryLink link, byte[] name, byte @Nullable [] value) {
    fs.checkWritable();
    checkXattr(inode, new String(name, StandardCharsets.ISO_8859_1));
    if (value == null ? inode.xattrs.remove(name) == null : put(inode, name, value)) {
      return;
    }
    tell(Kind.ATTRIB, inode, link);
  }

  /// Always false: a value that is set again is a change too.
  private static boolean put(MemoryInode inode, byte[] name, byte[] value) {
    inode.xattrs.put(name.clone(), value.clone());
    return false;
  }

  private static void checkXattr(MemoryInode inode, String name) {
    boolean plain = inode.isDirectory() || inode.type == FileType.REGULAR;
    if (name.startsWith("user.")) {
      if (!plain) {
        throw MemoryErrno.EPERM.refusal();
      }
    } else if (name.startsWith("system.posix_acl_")) {
      if (inode.type == FileType.SYMLINK) {
        throw MemoryErrno.EOPNOTSUPP.refusal();
      }
    } else if (!name.startsWith("trusted.") && !name.startsWith("security.")) {
      throw MemoryErrno.EOPNOTSUPP.refusal();
    }
  }

  void write(MemoryInode inode, @Nullable MemoryLink link, ByteBuffer buffer, long position) {
    int before = buffer.remaining();
    try {
      inode.content.write(buffer, position);
    } finally { // what there was room for has been written
      if (buffer.remaining() < before) {
        written(inode, link);
      }
    }
  }

  void cloneFrom(MemoryInode inode, @Nullable MemoryLink link, MemoryInode source) {
    inode.content.become(source.content);
    written(inode, link);
  }

  void cloneRange(
      MemoryInode inode,
      @Nullable MemoryLink link,
      MemoryInode source,
      long sourcePosition,
      long position,
      long length) {
    inode.content.share(source.content, sourcePosition, position, length);
    written(inode, link);
  }

  void punch(MemoryInode inode, @Nullable MemoryLink link, long position, long length) {
    fs.checkWritable();
    inode.content.punch(position, length);
    written(inode, link);
  }

  private void written(MemoryInode inode, @Nullable MemoryLink link) {
    contentChanged(inode);
    fs.audience.byFile(Kind.MODIFY, inode, link);
  }

  void truncate(MemoryInode inode, @Nullable MemoryLink link, long size) {
    fs.checkWritable();
    inode.content.truncate(size);
    contentChanged(inode);
    fs.audience.both(Kind.MODIFY, inode, link);
  }

  private void contentChanged(MemoryInode inode) {
    inode.xattrs.remove(CAPABILITY);
    fs.modified(inode);
    fs.audience.published(inode);
  }

  private void tell(Kind kind, MemoryInode inode, @Nullable MemoryLink link) {
    fs.changed(inode);
    fs.audience.both(kind, inode, link);
  }
}
