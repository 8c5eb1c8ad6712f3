package lockstep.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Making, renaming and removing names in directories. All methods return 0 or a negative errno.
public final class Entries {
  public static final int AT_REMOVEDIR = 0x200;

  public static final int RENAME_NOREPLACE = 1;
  public static final int RENAME_EXCHANGE = 2;

  private static final MemorySegment MKDIRAT = Libc.find("mkdirat");
  private static final MemorySegment SYMLINKAT = Libc.find("symlinkat");
  private static final MemorySegment READLINKAT = Libc.find("readlinkat");
  private static final MemorySegment LINKAT = Libc.find("linkat");
  private static final MemorySegment RENAMEAT = Libc.find("renameat");
  private static final MemorySegment UNLINKAT = Libc.find("unlinkat");

  private Entries() {}

  public static int mkdirat(int dirfd, byte[] path, int mode) {
    Frame frame = Frame.current();
    return frame.call(MKDIRAT, dirfd, frame.path(path), mode);
  }

  /// Makes a FIFO, a socket, a device node or an empty file.
  ///
  /// @param mode with a type, [Statx#S_IFIFO] and so on
  /// @param device as [Statx#rdev] gives it; 0 for what is no device
  public static int mknodat(int dirfd, byte[] path, int mode, long device) {
    Frame frame = Frame.current();
    return frame.syscall(Machine.SYS_MKNODAT, dirfd, frame.path(path), mode, device, 0);
  }

  public static int symlinkat(byte[] target, int dirfd, byte[] path) {
    Frame frame = Frame.current();
    return frame.call(SYMLINKAT, frame.path(target), dirfd, frame.secondPath(path));
  }

  /// Reads where a link leads.
  ///
  /// @param target receives where the link leads
  /// @return the length; the length of `target` where that is too short
  public static int readlinkat(int dirfd, byte[] path, byte[] target) {
    Frame frame = Frame.current();
    int room = Math.min(target.length, Frame.PATH_MAX);
    MemorySegment out = frame.secondPath();
    int length = frame.call(READLINKAT, dirfd, frame.path(path), out.address(), room);
    if (length > 0) {
      MemorySegment.copy(out, ValueLayout.JAVA_BYTE, 0, target, 0, length);
    }
    return length;
  }

  /// Gives an inode another name.
  ///
  /// @param flags 0: a link is linked itself
  public static int linkat(int fromDirfd, byte[] from, int toDirfd, byte[] to, int flags) {
    Frame frame = Frame.current();
    long source = frame.path(from);
    return frame.call(LINKAT, fromDirfd, source, toDirfd, frame.secondPath(to), flags);
  }

  public static int renameat(int fromDirfd, byte[] from, int toDirfd, byte[] to) {
    Frame frame = Frame.current();
    return frame.call(RENAMEAT, fromDirfd, frame.path(from), toDirfd, frame.secondPath(to));
  }

  /// Renames, with a say in what happens to an entry that has the new name.
  ///
  /// @param flags such as [#RENAME_NOREPLACE]; not every file system knows them (EINVAL)
  public static int renameat2(int fromDirfd, byte[] from, int toDirfd, byte[] to, int flags) {
    Frame frame = Frame.current();
    long source = frame.path(from);
    long target = frame.secondPath(to);
    return frame.syscall(Machine.SYS_RENAMEAT2, fromDirfd, source, toDirfd, target, flags);
  }

  public static int unlinkat(int dirfd, byte[] path, int flags) {
    Frame frame = Frame.current();
    return frame.call(UNLINKAT, dirfd, frame.path(path), flags);
  }
}
