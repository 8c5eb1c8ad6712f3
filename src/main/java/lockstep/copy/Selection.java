package lockstep.copy;

import lockstep.tree.Stat;
import org.jspecify.annotations.Nullable;

/// Which entries of the source are left alone: neither brought to the target, nor missed there.
/// What rsync's manual calls transfer rules.
///
/// @param update a target file that is newer than the source's stays
/// @param existing what the target does not have is not made
/// @param ignoreExisting what the target has stays as it is, but for what is in directories
/// @param minSize smaller files are left alone
/// @param maxSize larger files are left alone
public record Selection(
    boolean update, boolean existing, boolean ignoreExisting, long minSize, long maxSize) {
  public static final Selection ALL = new Selection(false, false, false, 0, Long.MAX_VALUE);

  /// Whether what only the source has is left alone, whatever it is.
  boolean leavesNew() {
    return existing;
  }

  boolean leaves(Stat source, @Nullable Stat target, TimeWindow window) {
    if (target == null) {
      if (existing) {
        return true;
      }
    } else if (ignoreExisting && !(source.isDirectory() && target.isDirectory())) {
      return true;
    }
    if (!source.isRegular()) {
      return false;
    }
    return source.size() < minSize
        || source.size() > maxSize
        || update
            && target != null
            && target.isRegular()
            && window.isNewer(target.mtime(), source.mtime());
  }
}
