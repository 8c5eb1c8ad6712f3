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
    int mode = options.perms() ? options.mode(source) : options.keptMode(source, target.mode());
    boolean sameTime =
        !options.keepsTime(source.type())
            || options.window().areEqual(source.mtime(), target.mtime());
    return of(source, target, mode, options).withTime(sameTime ? null : source.mtime());
  }

  /// What is to be set on a new entry, which `target` describes but for its time.
  static Difference ofNew(Stat source, Stat target, CopyOptions options) {
    int mode = options.perms() ? options.mode(source) : target.mode() & ~SET_ID;
    return of(source, target, mode, options)
        .withTime(options.keepsTime(source.type()) ? source.mtime() : null);
  }

  private static Difference of(Stat source, Stat target, int wanted, CopyOptions options) {
    Dressing dressing = options.dressing();
    int uid =
        options.owner() ? changed(dressing.users().applyAsInt(source.uid()), target.uid()) : -1;
    int gid =
        options.group() ? changed(dressing.groups().applyAsInt(source.gid()), target.gid()) : -1;
    boolean cleared = (uid != -1 || gid != -1) && !source.isDirectory() && (wanted & SET_ID) != 0;
    boolean mode = source.type() != FileType.SYMLINK && (cleared || wanted != target.mode());
    return new Difference(uid, gid, mode ? wanted : -1, null);
  }

  private static int changed(int wanted, int present) {
    return wanted == present ? -1 : wanted;
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
