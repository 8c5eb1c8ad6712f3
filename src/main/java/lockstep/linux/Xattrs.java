package lockstep.linux;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/// Extended attributes, `xattr(7)`, of an open file or, with `l`, of what a path leads to, a link
/// at its end not followed.
///
/// Values and lists of names stand between position and limit of a direct buffer, neither of which
/// moves. Lists are names that end in a NUL each. All methods return a length (`set` and `remove`:
/// 0) or a negative errno: ENODATA where there is no such attribute, ERANGE where the buffer is too
/// short, EOPNOTSUPP where the file system has none.
public final class Xattrs {
  /// Longest value, and longest list, that Linux knows.
  public static final int XATTR_SIZE_MAX = 65536;

  private static final MemorySegment FGET = Libc.find("fgetxattr");
  private static final MemorySegment FSET = Libc.find("fsetxattr");
  private static final MemorySegment FLIST = Libc.find("flistxattr");
  private static final MemorySegment FREMOVE = Libc.find("fremovexattr");
  private static final MemorySegment LGET = Libc.find("lgetxattr");
  private static final MemorySegment LSET = Libc.find("lsetxattr");
  private static final MemorySegment LLIST = Libc.find("llistxattr");
  private static final MemorySegment LREMOVE = Libc.find("lremovexattr");

  private Xattrs() {}

  public static int fgetxattr(int fd, byte[] name, ByteBuffer value) {
    return moveValue(FGET, Frame.current(), fd, name, value);
  }

  public static int fsetxattr(int fd, byte[] name, ByteBuffer value) {
    return moveValue(FSET, Frame.current(), fd, name, value);
  }

  public static int flistxattr(int fd, ByteBuffer names) {
    return listNames(FLIST, Frame.current(), fd, names);
  }

  public static int fremovexattr(int fd, byte[] name) {
    Frame frame = Frame.current();
    return frame.call(FREMOVE, fd, frame.secondPath(name));
  }

  public static int lgetxattr(byte[] path, byte[] name, ByteBuffer value) {
    Frame frame = Frame.current();
    return moveValue(LGET, frame, frame.path(path), name, value);
  }

  public static int lsetxattr(byte[] path, byte[] name, ByteBuffer value) {
    Frame frame = Frame.current();
    return moveValue(LSET, frame, frame.path(path), name, value);
  }

  public static int llistxattr(byte[] path, ByteBuffer names) {
    Frame frame = Frame.current();
    return listNames(LLIST, frame, frame.path(path), names);
  }

  public static int lremovexattr(byte[] path, byte[] name) {
    Frame frame = Frame.current();
    return frame.call(LREMOVE, frame.path(path), frame.secondPath(name));
  }

  /// A call of one of `get` and `set`; the flags of the latter are 0: make or replace.
  private static int moveValue(
      MemorySegment function, Frame frame, long file, byte[] name, ByteBuffer value) {
    long address = Frame.address(value);
    long attribute = frame.secondPath(name);
    try {
      return frame.call(function, file, attribute, address, value.remaining(), 0);
    } finally {
      Reference.reachabilityFence(value);
    }
  }

  private static int listNames(MemorySegment function, Frame frame, long file, ByteBuffer names) {
    long address = Frame.address(names);
    try {
      return frame.call(function, file, address, names.remaining());
    } finally {
      Reference.reachabilityFence(names);
    }
  }
}
