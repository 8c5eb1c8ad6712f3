package lockstep;

import lockstep.linux.Files;
import lockstep.linux.Statx;
import org.jspecify.annotations.Nullable;

/// Whether somebody looks at what is written to a descriptor, and how wide his view is.
final class Terminal {
  private static final byte[] ITSELF = {};

  /// The numbers of consoles, serial lines and `/dev/tty` (4, 5) and of pseudo-terminals (136 to
  /// 143), from `Documentation/admin-guide/devices.txt` of Linux.
  private static final int TTY = 4;

  private static final int TTYAUX = 5;
  private static final int FIRST_PTY = 136;
  private static final int LAST_PTY = 143;

  private static final int USUAL = 80;

  private Terminal() {}

  static boolean is(int descriptor) {
    Statx stat = Statx.current();
    return stat.statx(descriptor, ITSELF, Statx.AT_EMPTY_PATH) == 0
        && (stat.mode() & Statx.S_IFMT) == Statx.S_IFCHR
        && isTerminal(stat.rdev());
  }

  /// How many columns it has, as far as it or the environment knows.
  static int columns(int descriptor) {
    int told = Files.ioctl_tiocgwinsz(descriptor);
    return told > 0 ? told : columns(System.getenv("COLUMNS"));
  }

  /// @param told by the environment, for terminals that do not know, such as serial lines
  static int columns(@Nullable String told) {
    boolean number = told != null && told.matches("[1-9][0-9]{0,3}");
    return number ? Integer.parseInt(told) : USUAL;
  }

  static boolean isTerminal(long device) {
    int major = (int) (device >>> 8 & 0xfff | device >>> 32 & 0xfffff000L);
    return major == TTY || major == TTYAUX || major >= FIRST_PTY && major <= LAST_PTY;
  }
}
