package lockstep.it;

import static lockstep.linux.Open.O_APPEND;
import static lockstep.linux.Open.O_CLOEXEC;
import static lockstep.linux.Open.O_CREAT;
import static lockstep.linux.Open.O_DIRECTORY;
import static lockstep.linux.Open.O_NOFOLLOW;
import static lockstep.linux.Open.O_NONBLOCK;
import static lockstep.linux.Open.O_PATH;
import static lockstep.linux.Open.O_RDONLY;
import static lockstep.linux.Open.O_TRUNC;
import static lockstep.linux.Open.O_WRONLY;
import static lockstep.linux.Open.RESOLVE_BENEATH;
import static lockstep.linux.Open.RESOLVE_NO_SYMLINKS;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lockstep.linux.Dirents;
import lockstep.linux.Entries;
import lockstep.linux.Errno;
import lockstep.linux.Files;
import lockstep.linux.Inodes;
import lockstep.linux.Open;
import lockstep.linux.Statx;
import lockstep.linux.Truncate;
import org.jspecify.annotations.Nullable;

/// An open directory that a test writes in; whatever is done to the tree, nothing follows a link
/// out of it.
///
/// A name is a string of bytes: each character is one. Methods answer as the C functions do that
/// they call: a negative errno for a failure.
final class Folder implements AutoCloseable {
  static final int CLOSED = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;

  final int fd;

  private Folder(int fd) {
    this.fd = fd;
  }

  /// An entry as the directory lists it.
  record Item(String name, int type) {
    boolean isDirectory() {
      return type == Dirents.DT_DIR;
    }

    boolean isFile() {
      return type == Dirents.DT_REG;
    }
  }

  static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.ISO_8859_1);
  }

  static Folder of(Path path) {
    byte[] bytes = path.toString().getBytes(StandardCharsets.UTF_8);
    int fd = Open.openat(Open.AT_FDCWD, bytes, O_RDONLY | O_DIRECTORY | CLOSED, 0);
    if (fd < 0) {
      throw new IllegalStateException(path + ": " + Errno.text(fd));
    }
    return new Folder(fd);
  }

  /// A directory at or below this one, or null if it is not there.
  @Nullable Folder open(String path) {
    int below =
        Open.openat2(
            fd,
            bytes(path.isEmpty() ? "." : path),
            O_RDONLY | O_DIRECTORY | CLOSED,
            0,
            RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS);
    return below < 0 ? null : new Folder(below);
  }

  List<Item> list() {
    Files.lseek(fd, 0, Files.SEEK_SET);
    var items = new ArrayList<Item>();
    Dirents dirents = Dirents.current();
    while (dirents.getdents64(fd) > 0) {
      for (byte[] name = dirents.next(); name != null; name = dirents.next()) {
        items.add(new Item(new String(name, StandardCharsets.ISO_8859_1), dirents.type()));
      }
    }
    return items;
  }

  // --- files ---

  int openFile(String name, int flags) {
    return Open.openat(fd, bytes(name), flags | CLOSED, 0644);
  }

  /// Makes or empties a file and writes it.
  int write(String name, byte[] content) {
    return writeOnce(openFile(name, O_WRONLY | O_CREAT | O_TRUNC), content, 0);
  }

  int append(String name, byte[] content) {
    int file = openFile(name, O_WRONLY | O_CREAT | O_APPEND);
    return file < 0 ? file : closing(file, writeTo(file, content));
  }

  /// Overwrites part of a file that there is.
  int overwrite(String name, byte[] content, long offset) {
    return writeOnce(openFile(name, O_WRONLY), content, offset);
  }

  private static int writeOnce(int file, byte[] content, long offset) {
    return file < 0 ? file : closing(file, Files.pwrite(file, direct(content), offset));
  }

  static int writeTo(int file, byte[] content) {
    return Files.write(file, direct(content));
  }

  private static int closing(int file, int result) {
    Files.close(file);
    return result;
  }

  static ByteBuffer direct(byte[] content) {
    return ByteBuffer.allocateDirect(content.length).put(content).flip();
  }

  /// `truncate(2)` of a file that no descriptor is open for writing of.
  int truncate(String name, long length) {
    int file = openFile(name, O_PATH);
    if (file < 0) {
      return file;
    }
    return closing(file, Truncate.truncate(bytes("/proc/self/fd/" + file), length));
  }

  /// The content of a file, or null if there is no such regular file.
  byte @Nullable [] read(String name) {
    int file = openFile(name, O_RDONLY);
    if (file < 0) {
      return null;
    }
    Statx stat = Statx.current();
    boolean regular =
        stat.statx(file, new byte[0], Statx.AT_EMPTY_PATH) == 0
            && (stat.mode() & Statx.S_IFMT) == Statx.S_IFREG;
    byte[] content = regular ? read(file, (int) stat.size()) : null;
    Files.close(file);
    return content;
  }

  private static byte[] read(int file, int size) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(size + 1);
    while (buffer.hasRemaining()) {
      int count = Files.pread(file, buffer, buffer.position());
      if (count <= 0) {
        break;
      }
      buffer.position(buffer.position() + count);
    }
    var content = new byte[buffer.position()];
    buffer.flip().get(content);
    return content;
  }

  // --- entries ---

  /// The answer of the thread about an entry, or null if it is not there.
  @Nullable Statx stat(String name) {
    Statx stat = Statx.current();
    return stat.statx(fd, bytes(name), Statx.AT_SYMLINK_NOFOLLOW) == 0 ? stat : null;
  }

  int mkdir(String name) {
    return Entries.mkdirat(fd, bytes(name), 0755);
  }

  int symlink(String target, String name) {
    return Entries.symlinkat(bytes(target), fd, bytes(name));
  }

  int fifo(String name) {
    return Entries.mknodat(fd, bytes(name), Statx.S_IFIFO | 0640, 0);
  }

  int link(String name, Folder to, String newName) {
    return Entries.linkat(fd, bytes(name), to.fd, bytes(newName), 0);
  }

  int rename(String name, Folder to, String newName) {
    return Entries.renameat(fd, bytes(name), to.fd, bytes(newName));
  }

  int exchange(String name, Folder to, String other) {
    return Entries.renameat2(fd, bytes(name), to.fd, bytes(other), Entries.RENAME_EXCHANGE);
  }

  int unlink(String name) {
    return Entries.unlinkat(fd, bytes(name), 0);
  }

  int setTime(String name, long seconds, int nanos) {
    return Inodes.utimensat(fd, bytes(name), seconds, nanos, Statx.AT_SYMLINK_NOFOLLOW);
  }

  /// The path by which calls that take no descriptor of a directory reach an entry.
  byte[] path(String name) {
    return bytes("/proc/self/fd/" + fd + "/" + name);
  }

  /// Removes an entry with all that it holds, as `rm -rf` does.
  void remove(String name) {
    Folder below = open(name);
    if (below != null) {
      try (below) {
        below.list().forEach(item -> below.remove(item.name()));
      }
    }
    if (unlink(name) != 0) {
      Entries.unlinkat(fd, bytes(name), Entries.AT_REMOVEDIR);
    }
  }

  @Override
  public void close() {
    Files.close(fd);
  }
}
