package lockstep.copy;

import lockstep.tree.FileType;
import lockstep.tree.Stat;
import lockstep.tree.Timestamp;
import org.jspecify.annotations.Nullable;

/// The attributes in which a target entry differs from its source, each with the value that it is
/// to have.
///
/// @param uid or -1 where the owner is right or does not matter
/// @param gid likewise
/// @param mode likewise
/// @param mtime likewise, with null
record Difference(int uid, int gid, int mode, @Nullable Timestamp mtime) {
  static final Difference NONE = new Difference(-1, -1, -1, null);

  /// The bits that change of owner clears.
  private static final int SET_ID = 06000;

  static Difference between(Stat source, Stat target, CopyOptions options) {
    boolean sameTime = !options.times() || source.mtime().equals(target.mtime());
    return ofNew(source, target, options).withTime(sameTime ? null : source.mtime());
  }

  /// What is to be set on a new entry, which `target` describes but for its time.
  static Difference ofNew(Stat source, Stat target, CopyOptions options) {
    int uid = options.owner() && source.uid() != target.uid() ? source.uid() : -1;
    int gid = options.group() && source.gid() != target.gid() ? source.gid() : -1;
    boolean cleared =
        (uid != -1 || gid != -1) && source.isRegular() && (source.mode() & SET_ID) != 0;
    boolean mode =
        options.perms()
            && source.type() != FileType.SYMLINK
            && (cleared || source.mode() != target.mode());
    return new Difference(
        uid, gid, mode ? source.mode() : -1, options.times() ? source.mtime() : null);
  }

  Difference withMode(int wanted) {
    return new Difference(uid, gid, wanted, mtime);
  }

  private Difference withTime(@Nullable Timestamp wanted) {
    return new Difference(uid, gid, mode, wanted);
  }

  boolean isNone() {
    return uid == -1 && gid == -1 && mode == -1 && mtime == null;
  }

  boolean isMoreThanTime() {
    return !withTime(null).isNone();
  }

  /// Whether it must be put right. A group may be beyond an ordinary user's power.
  boolean isBinding(CopyOptions options) {
    return uid != -1 || mode != -1 || mtime != null || gid != -1 && options.superUser();
  }

  /// The mode that is safe where the owner could not be set.
  int modeWithoutOwner() {
    return mode & ~SET_ID;
  }
}
