package lockstep.tree;

import lockstep.event.RelativePath;
import lockstep.linux.Errno;
import lockstep.tree.TreeException.Reason;

/// Turns what a failed call returned into a [TreeException].
final class LinuxFailure {
  private LinuxFailure() {}

  /// @param result the negative errno
  static TreeException of(String call, RelativePath path, int result) {
    return of(call, path.isRoot() ? "." : path.toString(), result);
  }

  /// @param path as it is to be shown
  static TreeException of(String call, String path, int result) {
    return new TreeException(reason(call, -result), call + " " + path + ": " + Errno.text(result));
  }

  private static Reason reason(String call, int errno) {
    return switch (errno) {
      case Errno.ENOENT -> Reason.ABSENT;
      case Errno.ENOTDIR, Errno.ELOOP -> Reason.NOT_A_DIRECTORY;
      case Errno.EXDEV -> call.equals("openat2") ? Reason.NOT_A_DIRECTORY : Reason.CROSS_DEVICE;
      case Errno.EEXIST -> replacesDirectory(call) ? Reason.NOT_EMPTY : Reason.EXISTS;
      case Errno.ENOTEMPTY -> Reason.NOT_EMPTY;
      case Errno.EISDIR -> Reason.IS_A_DIRECTORY;
      case Errno.EACCES, Errno.EPERM -> Reason.DENIED;
      case Errno.ENOSPC, Errno.EDQUOT -> Reason.NO_SPACE;
      case Errno.EROFS -> Reason.READ_ONLY;
      case Errno.EOPNOTSUPP, Errno.ENOSYS, Errno.ENOTTY, Errno.EINVAL -> Reason.UNSUPPORTED;
      case Errno.ENAMETOOLONG -> Reason.NAME_TOO_LONG;
      case Errno.EMLINK -> Reason.TOO_MANY_LINKS;
      default -> Reason.OTHER;
    };
  }

  /// POSIX lets these calls say EEXIST where Linux mostly says ENOTEMPTY.
  private static boolean replacesDirectory(String call) {
    return call.equals("rmdir") || call.equals("renameat");
  }
}
