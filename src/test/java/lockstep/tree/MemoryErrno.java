package lockstep.tree;

import lockstep.event.RelativePath;
import lockstep.tree.TreeException.Reason;

/// The errors that a [MemoryFileSystem] knows, with the kernel's names and texts; faults are
/// injected as one of them.
public enum MemoryErrno {
  ENOENT(Reason.ABSENT, "No such file or directory"),
  ENOTDIR(Reason.NOT_A_DIRECTORY, "Not a directory"),
  ELOOP(Reason.NOT_A_DIRECTORY, "Too many levels of symbolic links"),
  EEXIST(Reason.EXISTS, "File exists"),
  ENOTEMPTY(Reason.NOT_EMPTY, "Directory not empty"),
  EISDIR(Reason.IS_A_DIRECTORY, "Is a directory"),
  EPERM(Reason.DENIED, "Operation not permitted"),
  EACCES(Reason.DENIED, "Permission denied"),
  ENOSPC(Reason.NO_SPACE, "No space left on device"),
  EROFS(Reason.READ_ONLY, "Read-only file system"),
  EOPNOTSUPP(Reason.UNSUPPORTED, "Operation not supported"),
  EINVAL(Reason.UNSUPPORTED, "Invalid argument"),
  ENAMETOOLONG(Reason.NAME_TOO_LONG, "File name too long"),
  EXDEV(Reason.CROSS_DEVICE, "Invalid cross-device link"),
  EMLINK(Reason.TOO_MANY_LINKS, "Too many links"),
  EAGAIN(Reason.IN_USE, "Resource temporarily unavailable"),
  EBUSY(Reason.OTHER, "Device or resource busy"),
  EBADF(Reason.OTHER, "Bad file descriptor"),
  ENXIO(Reason.OTHER, "No such device or address"),
  EIO(Reason.OTHER, "Input/output error"),
  ESTALE(Reason.OTHER, "Stale file handle"),
  ETIMEDOUT(Reason.OTHER, "Connection timed out");

  private final Reason reason;
  private final String text;

  MemoryErrno(Reason reason, String text) {
    this.reason = reason;
    this.text = text;
  }

  /// The exception for this error of a call on a path.
  public TreeException at(String call, RelativePath path) {
    return new TreeException(reason, call + " " + path + ": " + name() + " (" + text + ")");
  }

  /// The same inside the file system, where call and path are not known yet.
  Refusal refusal() {
    return new Refusal(this);
  }

  /// Carries an error from the depth of the file system to the call that named a path.
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    final MemoryErrno errno;

    private Refusal(MemoryErrno errno) {
      super(
          errno.text,
          null,
          false,
          false); // without a stack trace: refusals are frequent and expected
      this.errno = errno;
    }
  }
}
