package lockstep.copy;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import lockstep.tree.FileType;
import lockstep.tree.Stat;

/// What is carried over, and how.
///
/// @param carried what, besides names and content
/// @param superUser whether a refusal for lack of privilege is a failure. Otherwise owners and
///   devices are left out, and groups are set where the system allows it
/// @param trust when content is taken for equal without being read
/// @param selection which entries are left as they are
/// @param dressing which attributes differ from the source's on purpose
/// @param writing how content is written
/// @param reach into which directories the copier goes
public record CopyOptions(
    Set<Carried> carried,
    boolean superUser,
    Trust trust,
    Selection selection,
    Dressing dressing,
    Writing writing,
    Reach reach) {
  /// What `archive = true` means to root.
  public static final CopyOptions ARCHIVE =
      new CopyOptions(
          EnumSet.range(Carried.LINKS, Carried.SPECIALS),
          true,
          Trust.SIZE_AND_TIME,
          Selection.ALL,
          Dressing.PLAIN,
          Writing.DEFAULT,
          Reach.ALL);

  public CopyOptions {
    var all = EnumSet.noneOf(Carried.class);
    all.addAll(carried);
    if (all.contains(Carried.ACLS)) {
      all.add(Carried.PERMS);
    }
    if (!superUser) {
      all.removeAll(EnumSet.of(Carried.OWNER, Carried.DEVICES));
    }
    carried = Collections.unmodifiableSet(all);
  }

  public CopyOptions with(Carried... more) {
    return withCarried(all -> all.addAll(List.of(more)));
  }

  public CopyOptions without(Carried... less) {
    return withCarried(all -> List.of(less).forEach(all::remove));
  }

  private CopyOptions withCarried(Consumer<Set<Carried>> change) {
    var all = EnumSet.noneOf(Carried.class);
    all.addAll(carried);
    change.accept(all);
    return new CopyOptions(all, superUser, trust, selection, dressing, writing, reach);
  }

  /// The same for a user without privileges.
  public CopyOptions asOrdinaryUser() {
    return new CopyOptions(carried, false, trust, selection, dressing, writing, reach);
  }

  public CopyOptions with(Selection other) {
    return new CopyOptions(carried, superUser, trust, other, dressing, writing, reach);
  }

  public CopyOptions with(Writing other) {
    return new CopyOptions(carried, superUser, trust, selection, dressing, other, reach);
  }

  public CopyOptions with(Reach other) {
    return new CopyOptions(carried, superUser, trust, selection, dressing, writing, other);
  }

  public boolean links() {
    return carried.contains(Carried.LINKS);
  }

  public boolean perms() {
    return carried.contains(Carried.PERMS);
  }

  public boolean times() {
    return carried.contains(Carried.TIMES);
  }

  public boolean owner() {
    return carried.contains(Carried.OWNER);
  }

  public boolean group() {
    return carried.contains(Carried.GROUP);
  }

  public boolean devices() {
    return carried.contains(Carried.DEVICES);
  }

  public boolean specials() {
    return carried.contains(Carried.SPECIALS);
  }

  public boolean hardLinks() {
    return carried.contains(Carried.HARD_LINKS);
  }

  public boolean acls() {
    return carried.contains(Carried.ACLS);
  }

  public boolean xattrs() {
    return carried.contains(Carried.XATTRS);
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
