package lockstep.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Setting owner, mode and times of an inode. All methods return 0 or a negative errno.
///
/// An owner or group of -1 stays. Times are the modification time; the access time stays.
public final class Inodes {
  private static final long UTIME_OMIT = (1L << 30) - 2;

  private static final MemorySegment FCHOWN = Libc.find("fchown");
  private static final MemorySegment FCHOWNAT = Libc.find("fchownat");
  private static final MemorySegment CHMOD = Libc.find("chmod");
  private static final MemorySegment FCHMOD = Libc.find("fchmod");
  private static final MemorySegment FUTIMENS = Libc.find("futimens");
  private static final MemorySegment UTIMENSAT = Libc.find("utimensat");

  private Inodes() {}

  public static int fchown(int fd, int uid, int gid) {
    return Frame.current().call(FCHOWN, fd, uid, gid);
  }

  /// Sets the owner of an entry.
  ///
  /// @param flags [Statx#AT_SYMLINK_NOFOLLOW] for the entry itself
  public static int fchownat(int dirfd, byte[] path, int uid, int gid, int flags) {
    Frame frame = Frame.current();
    return frame.call(FCHOWNAT, dirfd, frame.path(path), uid, gid, flags);
  }

  /// Follows links, so it is for `/proc/self/fd/N`.
  public static int chmod(byte[] path, int mode) {
    Frame frame = Frame.current();
    return frame.call(CHMOD, frame.path(path), mode);
  }

  public static int fchmod(int fd, int mode) {
    return Frame.current().call(FCHMOD, fd, mode);
  }

  /// `fchmodat` with flags that the kernel heeds: with [Statx#AT_SYMLINK_NOFOLLOW], EOPNOTSUPP for
  /// a link. ENOSYS before Linux 6.6.
  public static int fchmodat2(int dirfd, byte[] path, int mode, int flags) {
    Frame frame = Frame.current();
    return frame.syscall(Machine.SYS_FCHMODAT2, dirfd, frame.path(path), mode, flags, 0);
  }

  public static int futimens(int fd, long seconds, int nanos) {
    Frame frame = Frame.current();
    return frame.call(FUTIMENS, fd, times(frame, seconds, nanos));
  }

  /// Sets the time of an entry.
  ///
  /// @param flags [Statx#AT_SYMLINK_NOFOLLOW] for the entry itself
  public static int utimensat(int dirfd, byte[] path, long seconds, int nanos, int flags) {
    Frame frame = Frame.current();
    long name = frame.path(path);
    return frame.call(UTIMENSAT, dirfd, name, times(frame, seconds, nanos), flags);
  }

  private static long times(Frame frame, long seconds, int nanos) {
    MemorySegment times = frame.structure;
    times.set(ValueLayout.JAVA_LONG, 0, 0);
    times.set(ValueLayout.JAVA_LONG, 8, UTIME_OMIT);
    times.set(ValueLayout.JAVA_LONG, 16, seconds);
    times.set(ValueLayout.JAVA_LONG, 24, nanos);
    return times.address();
  }
}
