package lockstep.tree;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import lockstep.event.RelativePath;
import lockstep.tree.MemoryNotices.Kind;
import org.jspecify.annotations.Nullable;

/// What happens to names in a [MemoryFileSystem]: the checks, their order and the notices are those
/// of Linux's `fs/namei.c`, for root.
final class MemoryNames {
  private static final int SGID = 02000;
  private static final int NAME_MAX = 255;

  private final MemoryFileSystem fs;
  private int lastCookie;

  MemoryNames(MemoryFileSystem fs) {
    this.fs = fs;
  }

  static List<byte[]> split(RelativePath path) {
    var names = new ArrayList<byte[]>();
    for (RelativePath rest = path; !rest.isRoot(); rest = rest.parent()) {
      names.addFirst(rest.name());
    }
    return names;
  }

  @Nullable MemoryLink find(MemoryInode directory, byte[] name) {
    if (!directory.isDirectory()) {
      throw MemoryErrno.ENOTDIR.refusal();
    }
    if (name.length > NAME_MAX) {
      throw MemoryErrno.ENAMETOOLONG.refusal();
    }
    return directory.entries.get(name);
  }

  MemoryLink lookup(MemoryInode directory, byte[] name) {
    MemoryLink link = find(directory, name);
    if (link == null) {
      throw MemoryErrno.ENOENT.refusal();
    }
    return link;
  }

  MemoryLink create(MemoryInode directory, byte[] name, FileType type, int mode, long rdev) {
    checkNew(directory, name);
    int kept =
        switch (type) {
          case SYMLINK -> 0777;
          case DIRECTORY -> mode & 01777; // mkdir(2) takes no set-user-id or set-group-id
          case REGULAR, FIFO, SOCKET, CHARACTER_DEVICE, BLOCK_DEVICE -> mode & 07777;
        };
    MemoryInode inode = fs.newInode(type, kept, rdev);
    if ((directory.mode & SGID) != 0) { // BSD semantics: the group is handed down
      inode.gid = directory.gid;
      inode.mode |= inode.isDirectory() ? SGID : 0;
    }
    directory.links += inode.isDirectory() ? 1 : 0;
    return add(directory, name, inode);
  }

  MemoryLink symlink(MemoryInode directory, byte[] name, byte[] target) {
    MemoryLink link = create(directory, name, FileType.SYMLINK, 0, 0);
    link.inode.content.write(ByteBuffer.wrap(target), 0);
    fs.audience.published(link);
    return link;
  }

  MemoryLink link(MemoryLink old, MemoryInode directory, byte[] name) {
    if (old.inode.device != directory.device) {
      throw MemoryErrno.EXDEV.refusal();
    }
    checkNew(directory, name);
    if (old.inode.isDirectory()) {
      throw MemoryErrno.EPERM.refusal();
    }
    old.inode.links++;
    fs.changed(old.inode);
    fs.audience.self(Kind.ATTRIB, old.inode);
    return add(directory, name, old.inode);
  }

  private void checkNew(MemoryInode directory, byte[] name) {
    if (find(directory, name) != null) {
      throw MemoryErrno.EEXIST.refusal();
    }
    fs.checkWritable();
    if (directory.links == 0) {
      throw MemoryErrno.ENOENT.refusal();
    }
  }

  private MemoryLink add(MemoryInode directory, byte[] name, MemoryInode inode) {
    var link = new MemoryLink(inode, directory, name.clone());
    directory.entries.put(link.name, link);
    inode.names.add(link);
    inode.above = inode.isDirectory() ? link : null;
    fs.modified(directory);
    fs.audience.entry(Kind.CREATE, link, 0);
    if (inode.type != FileType.SYMLINK) { // a link is seen when it has its target
      fs.audience.published(link);
    }
    return link;
  }

  void unlink(MemoryInode directory, byte[] name) {
    MemoryLink link = lookup(directory, name);
    fs.checkWritable();
    if (link.inode.isDirectory()) {
      throw MemoryErrno.EISDIR.refusal();
    }
    fs.audience.removed(link);
    dropFrom(directory, link);
    fs.audience.self(Kind.ATTRIB, link.inode);
    fs.freeIfUnused(link.inode);
    fs.audience.entry(Kind.DELETE, link, 0);
  }

  void removeDirectory(MemoryInode directory, byte[] name) {
    MemoryLink link = lookup(directory, name);
    fs.checkWritable();
    refuseMountPoint(link);
    checkEmptyDirectory(link.inode);
    fs.audience.removed(link);
    dropFrom(directory, link);
    fs.freeIfUnused(link.inode);
    fs.audience.entry(Kind.DELETE, link, 0);
  }

  private static void refuseMountPoint(MemoryLink link) {
    if (link.inode.covered != null) {
      throw MemoryErrno.EBUSY.refusal();
    }
  }

  private static void checkEmptyDirectory(MemoryInode inode) {
    if (!inode.isDirectory()) {
      throw MemoryErrno.ENOTDIR.refusal();
    }
    if (!inode.entries.isEmpty()) {
      throw MemoryErrno.ENOTEMPTY.refusal();
    }
  }

  /// Takes a name from its directory and from its inode, which may be left without any.
  private void dropFrom(MemoryInode directory, MemoryLink link) {
    directory.entries.remove(link.name);
    fs.modified(directory);
    MemoryInode inode = link.inode;
    directory.links -= inode.isDirectory() ? 1 : 0;
    inode.links = inode.isDirectory() ? 0 : inode.links - 1;
    inode.names.remove(link);
    link.unlinked = true;
    fs.changed(inode);
  }

  void rename(MemoryInode from, byte[] name, MemoryInode to, byte[] newName) {
    MemoryLink link = checkSource(from, name, to);
    MemoryLink target = find(to, newName);
    checkNotBelow(to, link.inode);
    refuseMountPoint(link);
    if (target == null) {
      if (to.links == 0) {
        throw MemoryErrno.ENOENT.refusal();
      }
    } else if (target.inode == link.inode) {
      return; // two names of one inode: rename(2) does nothing
    } else {
      refuseMountPoint(target);
      checkReplaceable(target, link, from);
    }
    RelativePath before = fs.audience.path(link);
    if (target != null) {
      dropFrom(to, target);
    }
    int cookie = ++lastCookie;
    fs.audience.entry(Kind.MOVED_FROM, link, cookie);
    move(link, to, newName.clone());
    fs.audience.entry(Kind.MOVED_TO, link, cookie);
    if (target != null) {
      fs.audience.self(Kind.ATTRIB, target.inode);
    }
    fs.audience.self(Kind.MOVE_SELF, link.inode);
    if (target != null) {
      fs.freeIfUnused(target.inode);
    }
    fs.audience.renamed(before, link);
  }

  void exchange(MemoryInode from, byte[] name, MemoryInode to, byte[] newName) {
    MemoryLink link = checkSource(from, name, to);
    MemoryLink other = lookup(to, newName);
    checkNotBelow(to, link.inode);
    checkNotBelow(from, other.inode);
    if (other.inode == link.inode) {
      return;
    }
    RelativePath before = fs.audience.path(link);
    RelativePath otherBefore = fs.audience.path(other);
    var oldPlace = new MemoryLink(link.inode, from, link.name);
    var otherPlace = new MemoryLink(other.inode, to, other.name);
    move(link, to, other.name);
    move(other, from, oldPlace.name);
    from.entries.put(oldPlace.name, other);
    to.entries.put(otherPlace.name, link);
    tellMoved(oldPlace, link);
    tellMoved(otherPlace, other);
    fs.audience.renamed(before, link);
    fs.audience.renamed(otherBefore, other);
  }

  private void tellMoved(MemoryLink before, MemoryLink after) {
    int cookie = ++lastCookie;
    fs.audience.entry(Kind.MOVED_FROM, before, cookie);
    fs.audience.entry(Kind.MOVED_TO, after, cookie);
    fs.audience.self(Kind.MOVE_SELF, after.inode);
  }

  private MemoryLink checkSource(MemoryInode from, byte[] name, MemoryInode to) {
    if (from.device != to.device) {
      throw MemoryErrno.EXDEV.refusal();
    }
    fs.checkWritable();
    return lookup(from, name);
  }

  /// A directory cannot come to lie below itself.
  private static void checkNotBelow(MemoryInode directory, MemoryInode moved) {
    if (isAtOrBelow(directory, moved)) {
      throw MemoryErrno.EINVAL.refusal();
    }
  }

  private static void checkReplaceable(MemoryLink target, MemoryLink link, MemoryInode from) {
    if (isAtOrBelow(from, target.inode)) {
      throw MemoryErrno.ENOTEMPTY.refusal();
    }
    if (link.inode.isDirectory()) {
      checkEmptyDirectory(target.inode);
    } else if (target.inode.isDirectory()) {
      throw MemoryErrno.EISDIR.refusal();
    }
  }

  private static boolean isAtOrBelow(MemoryInode directory, MemoryInode ancestor) {
    for (MemoryInode up = directory; up != ancestor; up = up.names.getFirst().directory) {
      if (up.names.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private void move(MemoryLink link, MemoryInode to, byte[] newName) {
    MemoryInode from = link.directory;
    from.entries.remove(link.name);
    fs.modified(from);
    if (link.inode.isDirectory()) {
      from.links--;
      to.links++;
    }
    if (link.pins > 0) {
      fs.pin(to.above);
      fs.unpin(from.above);
    }
    link.directory = to;
    link.name = newName;
    to.entries.put(newName, link);
    fs.modified(to);
    fs.changed(link.inode);
  }
}
