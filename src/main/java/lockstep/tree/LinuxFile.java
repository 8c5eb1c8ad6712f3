package lockstep.tree;

import java.nio.ByteBuffer;
import lockstep.event.RelativePath;
import lockstep.linux.Errno;
import lockstep.linux.Files;
import lockstep.linux.Inodes;
import lockstep.linux.Open;
import lockstep.linux.Processes;
import lockstep.linux.Statx;
import lockstep.tree.TreeException.Reason;

/// An open regular file on disk.
final class LinuxFile implements OpenFile {
  /// Opening neither waits for the other end of a FIFO nor makes a terminal ours.
  private static final int FLAGS =
      Open.O_NOFOLLOW | Open.O_CLOEXEC | Open.O_NONBLOCK | Open.O_NOCTTY;

  private final LinuxDescriptor descriptor;
  private final LinuxDirectory directory;
  private final byte[] name;

  private LinuxFile(int descriptor, LinuxDirectory directory, byte[] name) {
    this.descriptor = new LinuxDescriptor(descriptor);
    this.directory = directory;
    this.name = name;
  }

  /// Opens a file for reading.
  ///
  /// @param follows whether it may be a link to one
  static LinuxFile open(LinuxDirectory directory, byte[] name, boolean follows)
      throws TreeException {
    int flags = follows ? FLAGS & ~Open.O_NOFOLLOW : FLAGS;
    return open(directory, name, openQuietly(directory.descriptor(), name, flags));
  }

  /// @param access `O_RDONLY` or `O_RDWR`
  static LinuxFile openAs(LinuxDirectory directory, byte[] name, int access) throws TreeException {
    return open(directory, name, openQuietly(directory.descriptor(), name, access | FLAGS));
  }

  private static LinuxFile open(LinuxDirectory directory, byte[] name, int result)
      throws TreeException {
    int fd = directory.check("openat", name, result);
    var file = new LinuxFile(fd, directory, name);
    try {
      file.refuseOtherTypes();
    } catch (TreeException e) {
      file.close();
      throw e;
    }
    return file;
  }

  /// Leaves the access time as it is where that is allowed: to the owner and to root.
  private static int openQuietly(int dirfd, byte[] name, int flags) {
    int fd = Open.openat(dirfd, name, flags | Open.O_NOATIME, 0);
    return fd == -Errno.EPERM ? Open.openat(dirfd, name, flags, 0) : fd;
  }

  private void refuseOtherTypes() throws TreeException {
    check("statx", LinuxStat.ask(number()));
    FileType type = LinuxStat.type(Statx.current().mode());
    if (type != FileType.REGULAR) {
      Reason reason = type == FileType.DIRECTORY ? Reason.IS_A_DIRECTORY : Reason.OTHER;
      throw new TreeException(reason, "openat " + path() + ": not a regular file but " + type);
    }
  }

  static LinuxFile create(LinuxDirectory directory, byte[] name, int mode) throws TreeException {
    int flags = Open.O_RDWR | Open.O_CREAT | Open.O_EXCL | FLAGS;
    int result = Open.openat(directory.descriptor(), name, flags, mode);
    return new LinuxFile(directory.check("openat", name, result), directory, name);
  }

  @Override
  public Stat stat() throws TreeException {
    check("statx", LinuxStat.ask(number()));
    return LinuxStat.of(Statx.current());
  }

  /// A read lease is given only where nobody has the file open for writing. It is given back at
  /// once. Whoever opens the file just then waits that long, and the signal that would tell of it
  /// is one that is ignored.
  @Override
  public boolean mayBeWritten() throws TreeException {
    Processes.fcntl(number(), Processes.F_SETSIG, Processes.SIGURG);
    if (Processes.fcntl(number(), Processes.F_SETLEASE, Processes.F_RDLCK) < 0) {
      return true;
    }
    Processes.fcntl(number(), Processes.F_SETLEASE, Processes.F_UNLCK);
    return false;
  }

  @Override
  public int read(ByteBuffer buffer, long position) throws TreeException {
    if (!buffer.isDirect()) {
      return readToHeap(buffer, position);
    }
    int result;
    do {
      result = Files.pread(number(), buffer, position);
    } while (result == -Errno.EINTR);
    check("pread", result);
    buffer.position(buffer.position() + result);
    return result;
  }

  private int readToHeap(ByteBuffer buffer, long position) throws TreeException {
    ByteBuffer direct = LinuxBuffer.current();
    direct.limit(Math.min(direct.capacity(), buffer.remaining()));
    int length = read(direct, position);
    buffer.put(direct.flip());
    return length;
  }

  @Override
  public void write(ByteBuffer buffer, long position) throws TreeException {
    long at = position;
    while (buffer.hasRemaining()) {
      at += buffer.isDirect() ? writeSome(buffer, at) : writeFromHeap(buffer, at);
    }
  }

  private int writeSome(ByteBuffer direct, long position) throws TreeException {
    int result = Files.pwrite(number(), direct, position);
    if (result == -Errno.EINTR) {
      return 0;
    }
    check("pwrite", result);
    direct.position(direct.position() + result);
    return result;
  }

  private int writeFromHeap(ByteBuffer buffer, long position) throws TreeException {
    int length = Math.min(LinuxBuffer.SIZE, buffer.remaining());
    ByteBuffer direct = LinuxBuffer.current().limit(length);
    direct.put(0, buffer, buffer.position(), length);
    int written = writeSome(direct, position);
    buffer.position(buffer.position() + written);
    return written;
  }

  @Override
  public long copyFrom(OpenFile source, long position, long length) throws TreeException {
    long copied =
        source instanceof LinuxFile file ? LinuxCopy.inKernel(file, this, position, length) : 0;
    return copied + LinuxCopy.throughBuffer(source, this, position + copied, length - copied);
  }

  @Override
  public boolean cloneFrom(OpenFile source) throws TreeException {
    if (!(source instanceof LinuxFile file)) {
      return false;
    }
    return cloned("ioctl(FICLONE)", Files.ioctl_ficlone(number(), file.number()));
  }

  @Override
  public boolean cloneRange(OpenFile source, long sourcePosition, long position, long length)
      throws TreeException {
    if (!(source instanceof LinuxFile file)) {
      return false;
    }
    int result =
        Files.ioctl_ficlonerange(number(), file.number(), sourcePosition, length, position);
    return cloned("ioctl(FICLONERANGE)", result);
  }

  private boolean cloned(String call, int result) throws TreeException {
    return switch (result) {
      case -Errno.EOPNOTSUPP, -Errno.EXDEV, -Errno.EINVAL, -Errno.ENOTTY, -Errno.ENOSYS -> false;
      default -> {
        check(call, result);
        yield true;
      }
    };
  }

  @Override
  public void punch(long position, long length) throws TreeException {
    int mode = Files.FALLOC_FL_PUNCH_HOLE | Files.FALLOC_FL_KEEP_SIZE;
    check("fallocate", Files.fallocate(number(), mode, position, length));
  }

  @Override
  public long nextData(long position) throws TreeException {
    return seek(position, Files.SEEK_DATA);
  }

  @Override
  public long nextHole(long position) throws TreeException {
    return seek(position, Files.SEEK_HOLE);
  }

  private long seek(long position, int whence) throws TreeException {
    long result = Files.lseek(number(), position, whence);
    if (result == -Errno.ENXIO) { // nothing but a hole follows, or the position is past the end
      return stat().size();
    }
    if (result == -Errno.EINVAL) { // the file system does not tell: all is data
      long size = stat().size();
      return whence == Files.SEEK_DATA ? Math.min(position, size) : size;
    }
    check("lseek", (int) Math.min(result, 0));
    return result;
  }

  @Override
  public void truncate(long size) throws TreeException {
    check("ftruncate", Files.ftruncate(number(), size));
  }

  @Override
  public void setOwner(int uid, int gid) throws TreeException {
    check("fchown", Inodes.fchown(number(), uid, gid));
  }

  @Override
  public void setMode(int mode) throws TreeException {
    check("fchmod", Inodes.fchmod(number(), mode));
  }

  @Override
  public void setTime(Timestamp mtime) throws TreeException {
    check("futimens", Inodes.futimens(number(), mtime.seconds(), mtime.nanos()));
  }

  @Override
  public Directory.Attributes attributes() {
    return new LinuxFileAttributes(descriptor, path());
  }

  @Override
  public void sync() throws TreeException {
    check("fsync", Files.fsync(number()));
  }

  @Override
  public void close() {
    descriptor.close();
  }

  int number() {
    return descriptor.number();
  }

  private RelativePath path() {
    return directory.pathOf(name);
  }

  private void check(String call, int result) throws TreeException {
    directory.check(call, name, result);
  }
}
