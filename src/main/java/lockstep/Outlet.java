package lockstep;

import static lockstep.linux.Open.AT_FDCWD;
import static lockstep.linux.Open.O_CLOEXEC;
import static lockstep.linux.Open.O_CREAT;
import static lockstep.linux.Open.O_NOCTTY;
import static lockstep.linux.Open.O_NOFOLLOW;
import static lockstep.linux.Open.O_NONBLOCK;

import java.nio.ByteBuffer;
import lockstep.event.AbsolutePath;
import lockstep.linux.Errno;
import lockstep.linux.Files;
import lockstep.linux.Open;
import lockstep.linux.Processes;
import lockstep.linux.Statx;

/// An open file of our own that is written to: the log, the pid file, the status file.
///
/// The last name of its path is not followed if it is a link that somebody else may have planted;
/// see [#open].
final class Outlet implements AutoCloseable {
  private static final byte[] ITSELF = {};
  private static final int ROOT = 0;
  private static final String NO_FILE = "it is a FIFO or a socket, not a file";

  final int fd;
  final AbsolutePath path;
  private final long device;
  private final long inode;
  private final boolean regular;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(8192);

  private Outlet(int fd, AbsolutePath path) {
    this.fd = fd;
    this.path = path;
    Statx stat = Statx.current();
    stat.statx(fd, ITSELF, Statx.AT_EMPTY_PATH);
    device = stat.device();
    inode = stat.inode();
    regular = (stat.mode() & Statx.S_IFMT) == Statx.S_IFREG;
  }

  /// Whether it is a file, and not a device.
  boolean isRegular() {
    return regular;
  }

  /// Opens the file, or makes it.
  ///
  /// A link is followed only if it belongs to root or to us, such as the one to `/dev/stdout` that
  /// images have in the place of a log file: who may write to the directory can plant links, but
  /// not give them away.
  ///
  /// What may make a writer wait, such as a FIFO, is refused, except for our own standard output
  /// and standard error by such a link.
  ///
  /// @param flags such as `O_WRONLY | O_APPEND`
  /// @throws ErrnoException if it cannot be opened
  static Outlet open(AbsolutePath path, int flags, int mode) throws ErrnoException {
    byte[] name = path.bytes();
    int all = flags | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
    int fd = Open.openat(AT_FDCWD, name, all | O_NOFOLLOW, mode);
    if (fd == -Errno.ELOOP && isTrustedLink(name)) {
      int stream = ownStream(name);
      if (stream >= 0) {
        return new Outlet(stream, path);
      }
      fd = Open.openat(AT_FDCWD, name, all, mode);
    }
    if (fd == -Errno.ENXIO) {
      throw new ErrnoException(fd, NO_FILE);
    }
    if (fd < 0) {
      throw new ErrnoException(fd);
    }
    return checked(new Outlet(fd, path));
  }

  private static Outlet checked(Outlet opened) throws ErrnoException {
    Statx stat = Statx.current();
    stat.statx(opened.fd, ITSELF, Statx.AT_EMPTY_PATH);
    int type = stat.mode() & Statx.S_IFMT;
    if (type != Statx.S_IFREG && type != Statx.S_IFCHR) {
      opened.close();
      throw new ErrnoException(Errno.ENXIO, NO_FILE);
    }
    return opened;
  }

  /// A descriptor for the pipe or socket that is our standard output or error, if the path leads
  /// there; else a negative number. A socket cannot be opened by such a path.
  private static int ownStream(byte[] path) {
    Statx stat = Statx.current();
    if (stat.statx(AT_FDCWD, path, 0) != 0) {
      return -1;
    }
    int type = stat.mode() & Statx.S_IFMT;
    long device = stat.device();
    long inode = stat.inode();
    for (int fd = 1; fd <= 2 && (type == Statx.S_IFIFO || type == Statx.S_IFSOCK); fd++) {
      boolean same =
          stat.statx(fd, ITSELF, Statx.AT_EMPTY_PATH) == 0
              && stat.inode() == inode
              && stat.device() == device;
      if (same) {
        return Processes.fcntl(fd, Processes.F_DUPFD_CLOEXEC, 3);
      }
    }
    return -1;
  }

  private static boolean isTrustedLink(byte[] path) {
    Statx stat = Statx.current();
    if (stat.statx(AT_FDCWD, path, Statx.AT_SYMLINK_NOFOLLOW) != 0) {
      return false;
    }
    int owner = stat.uid();
    return (stat.mode() & Statx.S_IFMT) == Statx.S_IFLNK
        && (owner == ROOT || owner == Processes.geteuid());
  }

  /// Whether the path still leads to this file.
  boolean isInPlace() {
    Statx stat = Statx.current();
    return stat.statx(AT_FDCWD, path.bytes(), 0) == 0
        && stat.inode() == inode
        && stat.device() == device;
  }

  /// Writes all the bytes.
  ///
  /// @return 0, or the negative errno at which it stopped
  int write(byte[] bytes) {
    int done = 0;
    while (done < bytes.length) {
      buffer.clear();
      buffer.put(bytes, done, Math.min(buffer.capacity(), bytes.length - done)).flip();
      int written = Files.write(fd, buffer);
      if (written < 0 && written != -Errno.EINTR) {
        return written;
      }
      done += Math.max(0, written);
    }
    return 0;
  }

  @Override
  public void close() {
    Files.close(fd);
  }
}
