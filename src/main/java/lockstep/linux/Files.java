package lockstep.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/// What can be done with an open file. All methods return a negative errno for a failure.
///
/// Buffers are direct; what is read or written stands between their position and limit, and neither
/// moves.
public final class Files {
  public static final int SEEK_SET = 0;
  public static final int SEEK_CUR = 1;
  public static final int SEEK_END = 2;
  public static final int SEEK_DATA = 3;
  public static final int SEEK_HOLE = 4;

  public static final int FALLOC_FL_KEEP_SIZE = 1;
  public static final int FALLOC_FL_PUNCH_HOLE = 2;

  /// What one call of `read`, `write`, `copy_file_range` or `sendfile` moves at most.
  public static final int MAX_RW_COUNT = 0x7ffff000;

  private static final int FICLONE = 0x40049409;
  private static final int FICLONERANGE = 0x4020940d;
  private static final int TIOCGWINSZ = 0x5413;

  /// Where `struct winsize` has the number of columns, after that of the rows.
  private static final int WS_COL = 2;

  private static final MemorySegment CLOSE = Libc.find("close");
  private static final MemorySegment READ = Libc.find("read");
  private static final MemorySegment WRITE = Libc.find("write");
  private static final MemorySegment PREAD = Libc.find("pread");
  private static final MemorySegment PWRITE = Libc.find("pwrite");
  private static final MemorySegment LSEEK = Libc.find("lseek");
  private static final MemorySegment FTRUNCATE = Libc.find("ftruncate");
  private static final MemorySegment FALLOCATE = Libc.find("fallocate");
  private static final MemorySegment FSYNC = Libc.find("fsync");
  private static final MemorySegment COPY_FILE_RANGE = Libc.find("copy_file_range");
  private static final MemorySegment SENDFILE = Libc.find("sendfile");
  private static final MemorySegment IOCTL = Libc.find("ioctl");

  private Files() {}

  /// The descriptor is closed whatever is returned, EINTR too.
  public static int close(int fd) {
    return Frame.current().call(CLOSE, fd);
  }

  public static int read(int fd, ByteBuffer direct) {
    return move(READ, fd, direct, 0);
  }

  public static int write(int fd, ByteBuffer direct) {
    return move(WRITE, fd, direct, 0);
  }

  public static int pread(int fd, ByteBuffer direct, long offset) {
    return move(PREAD, fd, direct, offset);
  }

  public static int pwrite(int fd, ByteBuffer direct, long offset) {
    return move(PWRITE, fd, direct, offset);
  }

  private static int move(MemorySegment function, int fd, ByteBuffer direct, long offset) {
    long address = Frame.address(direct);
    try {
      return Frame.current().call(function, fd, address, direct.remaining(), offset);
    } finally {
      Reference.reachabilityFence(direct);
    }
  }

  public static long lseek(int fd, long offset, int whence) {
    Frame frame = Frame.current();
    long result = frame.callLong(LSEEK, fd, offset, whence);
    return result == -1 ? -frame.errno() : result;
  }

  public static int ftruncate(int fd, long length) {
    return Frame.current().call(FTRUNCATE, fd, length);
  }

  public static int fallocate(int fd, int mode, long offset, long length) {
    return Frame.current().call(FALLOCATE, fd, mode, offset, length);
  }

  public static int fsync(int fd) {
    return Frame.current().call(FSYNC, fd);
  }

  /// Copies up to `length` bytes (at most [#MAX_RW_COUNT]) from one position to another.
  public static int copy_file_range(int in, long inOffset, int out, long outOffset, long length) {
    Frame frame = Frame.current();
    frame.structure.set(ValueLayout.JAVA_LONG, 0, inOffset);
    frame.structure.set(ValueLayout.JAVA_LONG, 8, outOffset);
    long offsets = frame.structure.address();
    return frame.call(COPY_FILE_RANGE, in, offsets, out, offsets + 8, length, 0);
  }

  /// Copies up to `length` bytes at `inOffset` to the position of `out`, which moves on.
  public static int sendfile(int out, int in, long inOffset, long length) {
    Frame frame = Frame.current();
    frame.structure.set(ValueLayout.JAVA_LONG, 0, inOffset);
    return frame.call(SENDFILE, out, in, frame.structure.address(), length);
  }

  /// `ioctl(2)` with the request FICLONE: `fd` becomes a copy of `source` that shares its blocks.
  public static int ioctl_ficlone(int fd, int source) {
    return Frame.current().callVariadic(IOCTL, fd, FICLONE, source);
  }

  /// `ioctl(2)` with the request TIOCGWINSZ.
  ///
  /// @return how many columns the terminal has, 0 if it does not know, or a negative errno
  public static int ioctl_tiocgwinsz(int fd) {
    Frame frame = Frame.current();
    int result = frame.callVariadic(IOCTL, fd, TIOCGWINSZ, frame.structure.address());
    return result < 0
        ? result
        : Short.toUnsignedInt(frame.structure.get(ValueLayout.JAVA_SHORT, WS_COL));
  }

  /// `ioctl(2)` with the request FICLONERANGE: `length` bytes at `offset` of `fd` become those at
  /// `sourceOffset` of `source`, and share their blocks.
  public static int ioctl_ficlonerange(
      int fd, int source, long sourceOffset, long length, long offset) {
    Frame frame = Frame.current();
    frame.structure.set(ValueLayout.JAVA_LONG, 0, source); // struct file_clone_range: int64 src_fd
    frame.structure.set(ValueLayout.JAVA_LONG, 8, sourceOffset);
    frame.structure.set(ValueLayout.JAVA_LONG, 16, length);
    frame.structure.set(ValueLayout.JAVA_LONG, 24, offset);
    return frame.callVariadic(IOCTL, fd, FICLONERANGE, frame.structure.address());
  }
}
