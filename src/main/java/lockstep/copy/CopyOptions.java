package lockstep.copy;

import lockstep.tree.FileType;
import lockstep.tree.Stat;

/// What is carried over besides names and content, and how; the words are those of rsync's manual.
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
/// @param trust when content is taken for equal without being read
/// @param selection which entries are left as they are
/// @param dressing which attributes differ from the source's on purpose
/// @param fsync whether a file is on the disk before it takes its place
/// @param keepDirlinks a link of the target that leads to a directory counts as one where the
///   source has one; its tree must be opened so
/// @param oneFileSystem what is mounted in a tree is left alone, but for the directory it is on
/// @param pruneEmptyDirs directories that hold nothing but directories are left out
/// @param rate how many bytes are written in a second; 0 for no limit
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
    Rewriting rewriting,
    Trust trust,
    Selection selection,
    Dressing dressing,
    boolean fsync,
    boolean keepDirlinks,
    boolean oneFileSystem,
    boolean pruneEmptyDirs,
    long rate) {
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
      boolean superUser,
      Rewriting rewriting) {
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
        rewriting,
        Trust.SIZE_AND_TIME,
        Selection.ALL,
        Dressing.PLAIN,
        false,
        false,
        false,
        false,
        0);
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

  /// Whether the target's modification time is to be the source's.
  boolean keepsTime(FileType type) {
    return times && dressing.keepsTime(type);
  }

  /// The permission bits that the target is to have where they are carried over.
  int mode(Stat source) {
    return dressing.mode(source);
  }

  /// The permission bits that stay on a target entry where they are not carried over.
  int keptMode(Stat source, int present) {
    return dressing.executability() && source.isRegular()
        ? Dressing.executable((mode(source) & 0111) != 0, present)
        : present;
  }
}
