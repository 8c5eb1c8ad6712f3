package lockstep.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// `statx(2)` and its answer, whose layout is the same on all architectures.
///
/// There is one answer a thread, good until the thread's next call.
public final class Statx {
  public static final int AT_SYMLINK_NOFOLLOW = 0x100;
  public static final int AT_NO_AUTOMOUNT = 0x800;
  public static final int AT_EMPTY_PATH = 0x1000;
  public static final int AT_STATX_FORCE_SYNC = 0x2000;

  public static final int S_IFMT = 0xf000;
  public static final int S_IFSOCK = 0xc000;
  public static final int S_IFLNK = 0xa000;
  public static final int S_IFREG = 0x8000;
  public static final int S_IFBLK = 0x6000;
  public static final int S_IFDIR = 0x4000;
  public static final int S_IFCHR = 0x2000;
  public static final int S_IFIFO = 0x1000;

  private static final int STATX_BASIC_STATS = 0x7ff;
  private static final int STATX_MNT_ID = 0x1000; // Linux 5.8

  private static final MemorySegment STATX = Libc.find("statx");
  private static final ThreadLocal<Statx> CURRENT =
      ThreadLocal.withInitial(() -> new Statx(Frame.current()));

  private final Frame frame;
  private final MemorySegment answer;

  private Statx(Frame frame) {
    this.frame = frame;
    this.answer = frame.structure;
  }

  /// The answer of the calling thread.
  public static Statx current() {
    return CURRENT.get();
  }

  /// Asks about `path`, or about `dirfd` itself where the path is empty and the flags hold
  /// [#AT_EMPTY_PATH].
  ///
  /// @return 0, or a negative errno; the answer is undefined then
  public int statx(int dirfd, byte[] path, int flags) {
    long name = frame.path(path);
    int wanted = STATX_BASIC_STATS | STATX_MNT_ID;
    return frame.call(STATX, dirfd, name, flags, wanted, answer.address());
  }

  /// Type and permissions, `st_mode`.
  public int mode() {
    return Short.toUnsignedInt(answer.get(ValueLayout.JAVA_SHORT, 28));
  }

  public long links() {
    return Integer.toUnsignedLong(uint(16));
  }

  public int uid() {
    return uint(20);
  }

  public int gid() {
    return uint(24);
  }

  public long inode() {
    return answer.get(ValueLayout.JAVA_LONG, 32);
  }

  public long size() {
    return answer.get(ValueLayout.JAVA_LONG, 40);
  }

  public long blocks() {
    return answer.get(ValueLayout.JAVA_LONG, 48);
  }

  public long ctimeSeconds() {
    return answer.get(ValueLayout.JAVA_LONG, 96);
  }

  public int ctimeNanos() {
    return uint(104);
  }

  public long mtimeSeconds() {
    return answer.get(ValueLayout.JAVA_LONG, 112);
  }

  public int mtimeNanos() {
    return uint(120);
  }

  /// The device that a device node stands for, as a `dev_t`.
  public long rdev() {
    return makedev(uint(128), uint(132));
  }

  /// The device that the entry is on, as a `dev_t`.
  public long device() {
    return makedev(uint(136), uint(140));
  }

  /// The number of the mount that it was reached through, as in `/proc/self/mountinfo`; 0 before
  /// Linux 5.8.
  public long mount() {
    boolean told = (uint(0) & STATX_MNT_ID) != 0;
    return told ? answer.get(ValueLayout.JAVA_LONG, 144) : 0;
  }

  private int uint(long offset) {
    return answer.get(ValueLayout.JAVA_INT, offset);
  }

  /// `makedev(3)`: twelve and twenty bits each of the major and the minor number, in the order that
  /// history left.
  static long makedev(int major, int minor) {
    long high = (major & 0xfffff000L) << 32 | (minor & 0xffffff00L) << 12;
    return high | (major & 0xfffL) << 8 | minor & 0xffL;
  }
}
