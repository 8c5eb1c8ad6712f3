package lockstep.copy;

/// What is carried over besides names and content; the words are those of rsync's manual.
///
/// @param links symbolic links as links; otherwise they are skipped
/// @param perms permission bits; otherwise new files get the source's, masked by the process's umask
/// @param times modification times, in nanoseconds
/// @param owner owner, by number (needs privilege)
/// @param group group, by number
/// @param devices device nodes (needs privilege)
/// @param specials FIFOs and sockets
/// @param hardLinks names of one inode stay names of one inode
/// @param acls access control lists; implies `perms`
/// @param xattrs extended attributes
/// @param sparse holes stay holes, and long runs of zeros become holes
public record CopyOptions(
    boolean links,
    boolean perms,
    boolean times,
    boolean owner,
    boolean group,
    boolean devices,
    boolean specials,
    boolean hardLinks,
    boolean acls,
    boolean xattrs,
    boolean sparse) {
  /// What `archive = true` means.
  public static final CopyOptions ARCHIVE =
      new CopyOptions(true, true, true, true, true, true, true, false, false, false, false);
}
