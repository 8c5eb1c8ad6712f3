package lockstep.copy;

/// A part of the source that is carried over besides the names and the content of files; the words
/// are those of rsync's manual.
public enum Carried {
  /// symbolic links as links; otherwise they are skipped
  LINKS,
  /// permission bits; otherwise new files get the source's, masked by the process's umask
  PERMS,
  /// modification times, in nanoseconds
  TIMES,
  /// the owner, by number (needs privilege)
  OWNER,
  /// the group, by number
  GROUP,
  /// device nodes (needs privilege)
  DEVICES,
  /// FIFOs and sockets
  SPECIALS,
  /// that names are of one inode
  HARD_LINKS,
  /// access control lists; implies [#PERMS]
  ACLS,
  /// extended attributes; of those outside `user.` only what a privileged user may see
  XATTRS
}
