package lockstep;

import lockstep.linux.Statx;

/// Whether somebody looks at what is written to a descriptor.
final class Terminal {
  private static final byte[] ITSELF = {};

  /// The numbers of consoles, serial lines and `/dev/tty` (4, 5) and of pseudo-terminals (136 to
  /// 143), from `Documentation/admin-guide/devices.txt` of Linux.
  private static final int TTY = 4;

  private static final int TTYAUX = 5;
  private static final int FIRST_PTY = 136;
  private static final int LAST_PTY = 143;

  private Terminal() {}

  static boolean is(int descriptor) {
    Statx stat = Statx.current();
    return stat.statx(descriptor, ITSELF, Statx.AT_EMPTY_PATH) == 0
        && (stat.mode() & Statx.S_IFMT) == Statx.S_IFCHR
        && isTerminal(stat.rdev());
  }

  static boolean isTerminal(long device) {
    int major = (int) (device >>> 8 & 0xfff | device >>> 32 & 0xfffff000L);
    return major == TTY || major == TTYAUX || major >= FIRST_PTY && major <= LAST_PTY;
  }
}
