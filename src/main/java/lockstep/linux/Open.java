package lockstep.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Opening files: `openat(2)` and `openat2(2)`, with their flags.
public final class Open {
  public static final int AT_FDCWD = -100;

  public static final int O_RDONLY = 0;
  public static final int O_WRONLY = 1;
  public static final int O_RDWR = 2;
  public static final int O_CREAT = 0x40;
  public static final int O_EXCL = 0x80;
  public static final int O_NOCTTY = 0x100;
  public static final int O_TRUNC = 0x200;
  public static final int O_APPEND = 0x400;
  public static final int O_NONBLOCK = 0x800;
  public static final int O_NOATIME = 0x40000;
  public static final int O_CLOEXEC = 0x80000;
  public static final int O_PATH = 0x200000;

  // The numbers in which the architectures differ.
  public static final int O_DIRECT = Machine.AARCH64 ? 0x10000 : 0x4000;
  public static final int O_DIRECTORY = Machine.AARCH64 ? 0x4000 : 0x10000;
  public static final int O_NOFOLLOW = Machine.AARCH64 ? 0x8000 : 0x20000;

  public static final int RESOLVE_NO_XDEV = 1;
  public static final int RESOLVE_NO_MAGICLINKS = 2;
  public static final int RESOLVE_NO_SYMLINKS = 4;
  public static final int RESOLVE_BENEATH = 8;

  private static final int HOW_SIZE = 24; // struct open_how: uint64 flags, mode, resolve

  private static final MemorySegment OPENAT = Libc.find("openat");

  private Open() {}

  /// Opens a file.
  ///
  /// @param mode of a file that is made, less the umask
  /// @return the descriptor, or a negative errno
  public static int openat(int dirfd, byte[] path, int flags, int mode) {
    Frame frame = Frame.current();
    return frame.callVariadic(OPENAT, dirfd, frame.path(path), flags, mode);
  }

  /// The same, with a say in how the path may be walked. Refuses flags that it does not know.
  /// ENOSYS before Linux 5.6.
  public static int openat2(int dirfd, byte[] path, int flags, int mode, int resolve) {
    Frame frame = Frame.current();
    MemorySegment how = frame.structure;
    how.set(ValueLayout.JAVA_LONG, 0, flags);
    how.set(ValueLayout.JAVA_LONG, 8, mode);
    how.set(ValueLayout.JAVA_LONG, 16, resolve);
    return frame.syscall(Machine.SYS_OPENAT2, dirfd, frame.path(path), how.address(), HOW_SIZE, 0);
  }
}
