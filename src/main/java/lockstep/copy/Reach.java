package lockstep.copy;

/// Into which directories the copier goes.
///
/// @param keepDirlinks a link of the target that leads to a directory counts as one where the
///   source has one; its tree must be opened so
/// @param oneFileSystem what is mounted in a tree is left alone, but for the directory it is on
/// @param pruneEmptyDirs directories that hold nothing but directories are left out
public record Reach(boolean keepDirlinks, boolean oneFileSystem, boolean pruneEmptyDirs) {
  /// All that are in the trees themselves.
  public static final Reach ALL = new Reach(false, false, false);
}
