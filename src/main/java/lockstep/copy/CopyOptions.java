package lockstep.copy;

/// What is carried over besides names and content; the words are those of rsync's manual.
///
/// @param links symbolic links as links; otherwise they are skipped
/// @param perms permission bits; otherwise new files get the source's, masked by the process's
///   umask
/// @param times modification times, in nanoseconds
/// @param owner owner, by number (needs privilege)
/// @param group group, by number
/// @param devices device nodes (needs privilege)
/// @param specials FIFOs and sockets
/// @param hardLinks names of one inode stay names of one inode
/// @param acls access control lists; implies `perms`
/// @param xattrs extended attributes; of those outside `user.` only where `superUser`
/// @param sparse holes stay holes, and long runs of zeros become holes
/// @param superUser whether a refusal for lack of privilege is a failure. Otherwise owners and
///   devices are left out, and groups are set where the system allows it
/// @param rewriting how files that the target has already get their new content
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
    boolean sparse,
    boolean superUser,
    Rewriting rewriting) {
  /// What `archive = true` means.
  public static final CopyOptions ARCHIVE =
      new CopyOptions(true, true, true, true, true, true, true, false, false, false, false);

  public CopyOptions {
    perms |= acls;
    owner &= superUser;
    devices &= superUser;
  }

  public CopyOptions(
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
      boolean sparse,
      boolean superUser) {
    this(
        links,
        perms,
        times,
        owner,
        group,
        devices,
        specials,
        hardLinks,
        acls,
        xattrs,
        sparse,
        superUser,
        Rewriting.DEFAULT);
  }

  /// The options of a copier that runs as root.
  public CopyOptions(
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
    this(
        links, perms, times, owner, group, devices, specials, hardLinks, acls, xattrs, sparse,
        true);
  }

  public CopyOptions with(Rewriting other) {
    return new CopyOptions(
        links, perms, times, owner, group, devices, specials, hardLinks, acls, xattrs, sparse,
        superUser, other);
  }

  /// Whether anything is kept in extended attributes.
  boolean extended() {
    return acls || xattrs;
  }
}
