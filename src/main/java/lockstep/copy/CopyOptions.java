package lockstep.copy;

import java.util.EnumSet;
import lockstep.tree.FileType;
import lockstep.tree.Stat;

/// What is carried over, and how.
///
/// @param carried what, besides names and content
/// @param superUser whether a refusal for lack of privilege is a failure. Otherwise owners and
///   devices are left out, and groups are set where the system allows it
/// @param trust when content is taken for equal without being read
/// @param window how far times may lie apart and count as equal
/// @param selection which entries are left as they are
/// @param dressing which attributes differ from the source's on purpose
/// @param writing how content is written
/// @param reach into which directories the copier goes
public record CopyOptions(
    CarriedSet carried,
    boolean superUser,
    Trust trust,
    TimeWindow window,
    Selection selection,
    Dressing dressing,
    Writing writing,
    Reach reach) {
  /// What `archive = true` means to root.
  public static final CopyOptions ARCHIVE =
      new CopyOptions(
          CarriedSet.of(EnumSet.range(Carried.LINKS, Carried.SPECIALS)),
          true,
          Trust.SIZE_AND_TIME,
          TimeWindow.NONE,
          Selection.ALL,
          Dressing.PLAIN,
          Writing.DEFAULT,
          Reach.ALL);

  public CopyOptions {
    if (carried.has(Carried.ACLS)) {
      carried = carried.with(Carried.PERMS);
    }
    if (!superUser) {
      carried = carried.without(Carried.OWNER, Carried.DEVICES);
    }
  }

  public CopyOptions with(Carried... more) {
    return with(carried.with(more));
  }

  public CopyOptions without(Carried... less) {
    return with(carried.without(less));
  }

  private CopyOptions with(CarriedSet other) {
    return new CopyOptions(other, superUser, trust, window, selection, dressing, writing, reach);
  }

  /// The same for a user without privileges.
  public CopyOptions asOrdinaryUser() {
    return new CopyOptions(carried, false, trust, window, selection, dressing, writing, reach);
  }

  public CopyOptions with(Selection other) {
    return new CopyOptions(carried, superUser, trust, window, other, dressing, writing, reach);
  }

  public CopyOptions with(TimeWindow other) {
    return new CopyOptions(carried, superUser, trust, other, selection, dressing, writing, reach);
  }

  public CopyOptions with(Writing other) {
    return new CopyOptions(carried, superUser, trust, window, selection, dressing, other, reach);
  }

  public CopyOptions with(Reach other) {
    return new CopyOptions(carried, superUser, trust, window, selection, dressing, writing, other);
  }

  public boolean links() {
    return carried.has(Carried.LINKS);
  }

  public boolean perms() {
    return carried.has(Carried.PERMS);
  }

  public boolean times() {
    return carried.has(Carried.TIMES);
  }

  public boolean owner() {
    return carried.has(Carried.OWNER);
  }

  public boolean group() {
    return carried.has(Carried.GROUP);
  }

  public boolean devices() {
    return carried.has(Carried.DEVICES);
  }

  public boolean specials() {
    return carried.has(Carried.SPECIALS);
  }

  public boolean hardLinks() {
    return carried.has(Carried.HARD_LINKS);
  }

  public boolean acls() {
    return carried.has(Carried.ACLS);
  }

  public boolean xattrs() {
    return carried.has(Carried.XATTRS);
  }

  /// Whether anything is kept in extended attributes.
  boolean extended() {
    return acls() || xattrs();
  }

  /// Whether the target's modification time is to be the source's.
  boolean keepsTime(FileType type) {
    return times() && dressing.keepsTime(type);
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
