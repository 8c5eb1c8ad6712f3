package lockstep.tree;

import java.nio.charset.StandardCharsets;
import lockstep.linux.Errno;
import lockstep.linux.Files;
import lockstep.linux.Inodes;
import lockstep.linux.Open;
import lockstep.linux.Statx;

/// Sets the mode of an entry that may turn into a link at any moment, without following it.
///
/// `fchmodat2` does it (Linux 6.6). Before that no call does, so the entry is held by a descriptor,
/// looked at, and changed through `/proc`.
final class LinuxMode {
  private LinuxMode() {}

  /// Sets the mode by whichever way there is.
  ///
  /// @return 0 or a negative errno, EOPNOTSUPP for a link
  static int set(int dirfd, byte[] name, int mode) {
    int result = Inodes.fchmodat2(dirfd, name, mode, Statx.AT_SYMLINK_NOFOLLOW);
    boolean missing = result == -Errno.ENOSYS || result == -Errno.EPERM; // EPERM: see LinuxOpener
    return missing ? setHeld(dirfd, name, mode) : result;
  }

  static int setHeld(int dirfd, byte[] name, int mode) {
    int fd = Open.openat(dirfd, name, Open.O_PATH | Open.O_NOFOLLOW | Open.O_CLOEXEC, 0);
    if (fd < 0) {
      return fd;
    }
    try {
      int result = LinuxStat.ask(fd);
      if (result < 0) {
        return result;
      }
      boolean link = LinuxStat.type(Statx.current().mode()) == FileType.SYMLINK;
      return link ? -Errno.EOPNOTSUPP : Inodes.chmod(path(fd), mode);
    } finally {
      Files.close(fd);
    }
  }

  private static byte[] path(int fd) {
    return ("/proc/self/fd/" + fd).getBytes(StandardCharsets.US_ASCII);
  }
}
