package lockstep.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What a path leads to: `realpath(3)` and `statfs(2)`.
public final class FileSystems {
  public static final long NFS_SUPER_MAGIC = 0x6969;
  public static final long FUSE_SUPER_MAGIC = 0x65735546;
  public static final long SMB_SUPER_MAGIC = 0x517b;
  public static final long SMB2_MAGIC_NUMBER = 0xfe534d42L;
  public static final long CIFS_MAGIC_NUMBER = 0xff534d42L;

  private static final MemorySegment REALPATH = Libc.find("realpath");
  private static final MemorySegment STATFS = Libc.find("statfs");
  private static final MemorySegment FSTATFS = Libc.find("fstatfs");

  private FileSystems() {}

  /// Resolves a path.
  ///
  /// @param resolved receives the path without links, `.` and `..`; 4,096 bytes are always enough
  /// @return its length, or a negative errno
  public static int realpath(byte[] path, byte[] resolved) {
    Frame frame = Frame.current();
    MemorySegment out = frame.secondPath();
    long result = frame.callLong(REALPATH, frame.path(path), out.address(), 0);
    if (result == 0) {
      return -frame.errno();
    }
    int length = 0;
    while (out.get(ValueLayout.JAVA_BYTE, length) != 0) {
      length++;
    }
    MemorySegment.copy(out, ValueLayout.JAVA_BYTE, 0, resolved, 0, length);
    return length;
  }

  /// Asks for the type of the file system that a path leads to.
  ///
  /// @return the type of the file system as an unsigned 32-bit number (`f_type`), or a negative
  ///   errno
  public static long statfs(byte[] path) {
    Frame frame = Frame.current();
    int result = frame.call(STATFS, frame.path(path), frame.structure.address());
    return result < 0 ? result : type(frame);
  }

  public static long fstatfs(int fd) {
    Frame frame = Frame.current();
    int result = frame.call(FSTATFS, fd, frame.structure.address());
    return result < 0 ? result : type(frame);
  }

  private static long type(Frame frame) {
    return frame.structure.get(ValueLayout.JAVA_LONG, 0) & 0xffffffffL;
  }
}
