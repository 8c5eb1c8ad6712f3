package lockstep.tree;

import java.io.IOException;

/// The file system refused an operation. The message names the call, the path (escaped) and the
/// errno, such as `mkdirat a/b: EACCES (Permission denied)`.
public final class TreeException extends IOException {
  private static final long serialVersionUID = 1;

  /// What a refusal means to a copier, whatever the system calls it.
  public enum Reason {
    /// no such entry, or a directory on the way to it is missing (ENOENT)
    ABSENT,
    /// something on the way is no directory or is a link, or the path leads out of the tree
    /// (ENOTDIR, ELOOP, EXDEV from `openat2`)
    NOT_A_DIRECTORY,
    /// (EEXIST)
    EXISTS,
    /// (ENOTEMPTY; for `rmdir` EEXIST too)
    NOT_EMPTY,
    /// an operation on a file met a directory (EISDIR)
    IS_A_DIRECTORY,
    /// (EACCES, EPERM)
    DENIED,
    /// (ENOSPC, EDQUOT)
    NO_SPACE,
    /// (EROFS)
    READ_ONLY,
    /// the file system, or this file on it, has no such feature (EOPNOTSUPP, ENOSYS, ENOTTY,
    /// EINVAL: also a name or time that the file system cannot hold)
    UNSUPPORTED,
    /// (ENAMETOOLONG)
    NAME_TOO_LONG,
    /// the two ends lie on different file systems (EXDEV from `renameat`, `linkat`)
    CROSS_DEVICE,
    /// a link that counts as what it leads to leads nowhere, or to a directory that it is in
    NOT_FOLLOWED,
    /// the inode has all the links that it can have (EMLINK)
    TOO_MANY_LINKS,
    /// the root is no longer the directory that was opened: unmounted, moved, replaced or removed
    ROOT_CHANGED,
    /// another process has taken the directory for itself
    IN_USE,
    /// the directory belongs to another tree than the one in which it was found: a copy would run
    /// in circles, a deletion destroy the source
    NESTED,
    /// anything else (EIO, ESTALE, ETIMEDOUT, ENOMEM, …)
    OTHER
  }

  private final Reason reason;

  public TreeException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
