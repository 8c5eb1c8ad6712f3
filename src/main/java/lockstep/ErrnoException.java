package lockstep;

import lockstep.linux.Errno;

/// A system call failed. The message is the kernel's word for it, such as `ENOENT (No such file or
/// directory)`.
final class ErrnoException extends Exception {
  private static final long serialVersionUID = 1;

  /// Positive.
  final int errno;

  /// @param errno of either sign
  ErrnoException(int errno) {
    this(errno, Errno.text(errno));
  }

  /// @param message what people can make more of
  ErrnoException(int errno, String message) {
    super(message);
    this.errno = Math.abs(errno);
  }
}
