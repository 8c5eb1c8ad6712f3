package lockstep.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// `inotify(7)`: what happens to the entries of single directories.
///
/// Records are read with [Files#read]: `int wd; uint32 mask, cookie, len; char name[len]`, in the
/// byte order of the machine.
public final class Inotify {
  public static final int IN_ACCESS = 0x1;
  public static final int IN_MODIFY = 0x2;
  public static final int IN_ATTRIB = 0x4;
  public static final int IN_CLOSE_WRITE = 0x8;
  public static final int IN_CLOSE_NOWRITE = 0x10;
  public static final int IN_OPEN = 0x20;
  public static final int IN_MOVED_FROM = 0x40;
  public static final int IN_MOVED_TO = 0x80;
  public static final int IN_CREATE = 0x100;
  public static final int IN_DELETE = 0x200;
  public static final int IN_DELETE_SELF = 0x400;
  public static final int IN_MOVE_SELF = 0x800;
  public static final int IN_UNMOUNT = 0x2000;
  public static final int IN_Q_OVERFLOW = 0x4000;
  public static final int IN_IGNORED = 0x8000;
  public static final int IN_ONLYDIR = 0x1000000;
  public static final int IN_DONT_FOLLOW = 0x2000000;
  public static final int IN_EXCL_UNLINK = 0x4000000;
  public static final int IN_MASK_CREATE = 0x10000000;
  public static final int IN_MASK_ADD = 0x20000000;
  public static final int IN_ISDIR = 0x40000000;
  public static final int IN_ONESHOT = 0x80000000;

  public static final int IN_NONBLOCK = 0x800;
  public static final int IN_CLOEXEC = 0x80000;

  private static final MemorySegment INIT = Libc.find("inotify_init1");
  private static final MemorySegment ADD = Libc.find("inotify_add_watch");
  private static final MemorySegment REMOVE = Libc.find("inotify_rm_watch");
  private static final MemorySegment IOCTL = Libc.find("ioctl");

  private static final int FIONREAD = 0x541b;

  private Inotify() {}

  /// Opens a queue of events.
  ///
  /// @return a descriptor, or a negative errno (EMFILE: `fs.inotify.max_user_instances`)
  public static int inotify_init1(int flags) {
    return Frame.current().call(INIT, flags);
  }

  /// Watches a path, or changes the mask by which it is watched.
  ///
  /// @param path of bytes without a NUL; `/proc/self/fd/N` for an open directory
  /// @return the watch descriptor, or a negative errno (ENOSPC: `fs.inotify.max_user_watches`)
  public static int inotify_add_watch(int fd, byte[] path, int mask) {
    Frame frame = Frame.current();
    return frame.call(ADD, fd, frame.path(path), mask);
  }

  public static int inotify_rm_watch(int fd, int wd) {
    return Frame.current().call(REMOVE, fd, wd);
  }

  /// `ioctl(2)` with the request FIONREAD.
  ///
  /// @return how many bytes of records can be read now, or a negative errno
  public static int ioctl_fionread(int fd) {
    Frame frame = Frame.current();
    int result = frame.callVariadic(IOCTL, fd, FIONREAD, frame.structure.address());
    return result < 0 ? result : frame.structure.get(ValueLayout.JAVA_INT, 0);
  }
}
