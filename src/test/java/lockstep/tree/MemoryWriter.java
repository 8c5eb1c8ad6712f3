package lockstep.tree;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;

/// Other programs that change a [MemoryFileSystem]: each method does the system calls that a usual
/// program would, and the notices are theirs.
///
/// Paths are from what the root's path shows now; no link is followed. What the file system refuses
/// is thrown as [UncheckedIOException].
public final class MemoryWriter {
  private final MemoryFileSystem fs;

  MemoryWriter(MemoryFileSystem fs) {
    this.fs = fs;
  }

  public void write(String path, String content) {
    write(RelativePath.of(path), content.getBytes(StandardCharsets.UTF_8));
  }

  /// Makes or empties a file, writes it in one call and closes it.
  public void write(RelativePath path, byte[] content) {
    MemoryStream stream = open(path);
    try (stream) {
      stream.truncateIfOld();
      stream.write(content, 0);
    }
  }

  public void append(String path, String content) {
    append(RelativePath.of(path), content.getBytes(StandardCharsets.UTF_8));
  }

  public void append(RelativePath path, byte[] content) {
    MemoryStream stream = open(path);
    try (stream) {
      stream.append(content);
    }
  }

  public MemoryStream open(String path) {
    return open(RelativePath.of(path));
  }

  /// Opens a file for writing, and makes it if need be.
  public MemoryStream open(RelativePath path) {
    return call("open", path, () -> opened(path));
  }

  private MemoryStream opened(RelativePath path) {
    MemoryInode directory = parent(path);
    MemoryLink link = fs.names.find(directory, path.name());
    boolean made = link == null;
    if (link == null) {
      link = fs.names.create(directory, path.name(), FileType.REGULAR, 0644, 0);
    }
    regular(link);
    fs.checkWritable();
    return new MemoryStream(this, fs, path, link, made);
  }

  private static MemoryLink regular(MemoryLink link) {
    return switch (link.inode.type) {
      case REGULAR -> link;
      case DIRECTORY -> throw MemoryErrno.EISDIR.refusal();
      case SYMLINK -> throw MemoryErrno.ELOOP.refusal();
      case FIFO, SOCKET, CHARACTER_DEVICE, BLOCK_DEVICE -> throw MemoryErrno.ENXIO.refusal();
    };
  }

  public void truncate(String path, long size) {
    truncate(RelativePath.of(path), size);
  }

  /// `truncate(2)`: nothing is opened, so nothing is closed.
  public void truncate(RelativePath path, long size) {
    run("truncate", path, () -> fs.changes.truncate(regular(find(path)).inode, find(path), size));
  }

  public void mkdirs(String path) {
    mkdirs(RelativePath.of(path));
  }

  /// Makes a directory and those above it, as far as they are missing.
  public void mkdirs(RelativePath path) {
    if (!path.isRoot() && !exists(path)) {
      mkdirs(path.parent());
      node(path, FileType.DIRECTORY, 0755, 0);
    }
  }

  public void symlink(String path, String target) {
    symlink(RelativePath.of(path), target.getBytes(StandardCharsets.UTF_8));
  }

  public void symlink(RelativePath path, byte[] target) {
    call("symlink", path, () -> fs.names.symlink(parent(path), path.name(), target));
  }

  /// Makes any kind of entry but a link.
  public void node(RelativePath path, FileType type, int mode, long rdev) {
    call("mknod", path, () -> fs.names.create(parent(path), path.name(), type, mode, rdev));
  }

  public void link(String path, String newPath) {
    link(RelativePath.of(path), RelativePath.of(newPath));
  }

  public void link(RelativePath path, RelativePath newPath) {
    call("link", path, () -> fs.names.link(find(path), parent(newPath), newPath.name()));
  }

  public void rename(String path, String newPath) {
    rename(RelativePath.of(path), RelativePath.of(newPath));
  }

  public void rename(RelativePath path, RelativePath newPath) {
    run(
        "rename",
        path,
        () -> fs.names.rename(parent(path), path.name(), parent(newPath), newPath.name()));
  }

  public void exchange(String path, String other) {
    exchange(RelativePath.of(path), RelativePath.of(other));
  }

  /// `renameat2(2)` with `RENAME_EXCHANGE`.
  public void exchange(RelativePath path, RelativePath other) {
    run(
        "exchange",
        path,
        () -> fs.names.exchange(parent(path), path.name(), parent(other), other.name()));
  }

  public void delete(String path) {
    delete(RelativePath.of(path));
  }

  /// Removes an entry, a directory with all that it holds (`rm -r`).
  public void delete(RelativePath path) {
    if (stat(path).isDirectory()) {
      list(path).forEach(name -> delete(path.resolve(name)));
      run("rmdir", path, () -> fs.names.removeDirectory(parent(path), path.name()));
    } else {
      run("unlink", path, () -> fs.names.unlink(parent(path), path.name()));
    }
  }

  public void chmod(String path, int mode) {
    chmod(RelativePath.of(path), mode);
  }

  public void chmod(RelativePath path, int mode) {
    run("chmod", path, () -> fs.changes.setMode(inode(path), linkOrNull(path), mode));
  }

  public void chown(RelativePath path, int uid, int gid) {
    run("lchown", path, () -> fs.changes.setOwner(inode(path), linkOrNull(path), uid, gid));
  }

  public void utimes(String path, long seconds) {
    utimes(RelativePath.of(path), new Timestamp(seconds, 0));
  }

  /// Sets access and modification time.
  public void utimes(RelativePath path, Timestamp mtime) {
    run("utimes", path, () -> fs.changes.setTime(inode(path), linkOrNull(path), mtime, true));
  }

  /// Sets the modification time only, which inotify reports as a modification.
  public void setMtime(RelativePath path, Timestamp mtime) {
    run("utimensat", path, () -> fs.changes.setTime(inode(path), linkOrNull(path), mtime, false));
  }

  /// Sets an extended attribute; a null value removes it.
  public void xattr(RelativePath path, String name, byte @Nullable [] value) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    run("setxattr", path, () -> fs.changes.setXattr(inode(path), linkOrNull(path), bytes, value));
  }

  public String text(String path) {
    return new String(read(RelativePath.of(path)), StandardCharsets.UTF_8);
  }

  /// The content of a file, or the target of a link.
  public byte[] read(RelativePath path) {
    return call("read", path, () -> inode(path).content.bytes());
  }

  /// What is there; unlike a program's `stat(2)`, without any consequence for later times.
  public Stat stat(RelativePath path) {
    return call("stat", path, () -> inode(path).peek());
  }

  public boolean exists(String path) {
    return exists(RelativePath.of(path));
  }

  public boolean exists(RelativePath path) {
    try {
      return stat(path).links() > 0;
    } catch (UncheckedIOException _) {
      return false; // absent, or something on the way is no directory
    }
  }

  /// The names in a directory, in the order of their bytes.
  public List<byte[]> list(RelativePath path) {
    return call("list", path, () -> List.copyOf(fs.directory(fs.root(), path).entries.keySet()));
  }

  private MemoryInode parent(RelativePath path) {
    return fs.directory(fs.root(), path.parent());
  }

  private MemoryLink find(RelativePath path) {
    return fs.names.lookup(parent(path), path.name());
  }

  private MemoryInode inode(RelativePath path) {
    return path.isRoot() ? fs.root() : find(path).inode;
  }

  private @Nullable MemoryLink linkOrNull(RelativePath path) {
    return path.isRoot() ? null : find(path);
  }

  private void run(String call, RelativePath path, Runnable operation) {
    this.<@Nullable Void>call(
        call,
        path,
        () -> {
          operation.run();
          return null;
        });
  }

  <T extends @Nullable Object> T call(
      String call, RelativePath path, MemoryTree.Operation<T> operation) {
    synchronized (fs) {
      try {
        return operation.run();
      } catch (MemoryErrno.Refusal refusal) {
        throw new UncheckedIOException(refusal.errno.at(call, path));
      }
    }
  }
}
