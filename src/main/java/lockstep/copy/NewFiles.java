package lockstep.copy;

import lockstep.tree.OpenFile;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// With which mode files are made in the target: at once with the right one, where that lets nobody
/// in who is to stay out, which saves a slow target a call.
///
/// That is so where the system gives new files the right owner, of which the file that was made
/// last is taken as a sign.
final class NewFiles {
  /// For nobody else until owner and mode are right.
  private static final int PRIVATE = 0600;

  private static final int PERMISSIONS = 0777;

  private final CopyOptions options;
  private volatile @Nullable Stat last;

  NewFiles(CopyOptions options) {
    this.options = options;
  }

  /// The mode to make a file with.
  ///
  /// @param replaced the file in whose place it comes, if any
  int mode(Stat source, @Nullable Stat replaced) {
    if (!options.perms()) {
      // The system masks the mode of a new file.
      return replaced != null ? PRIVATE : options.mode(source) & PERMISSIONS;
    }
    Stat known = last;
    // A default list of the directory's would let its users in until the file's own is set.
    boolean open = known != null && isOwnerOf(source, known) && !options.acls();
    return open ? options.mode(source) & PERMISSIONS | PRIVATE : PRIVATE;
  }

  /// What the system made of it, asked before anything is written: a file that has another owner
  /// than was expected is closed to all others first.
  Stat made(OpenFile file, Stat source) throws TreeException {
    Stat made = file.stat();
    last = made;
    if (options.perms()
        && !isOwnerOf(source, made)
        && (made.mode() & ~PRIVATE & PERMISSIONS) != 0) {
      file.setMode(PRIVATE);
      return file.stat();
    }
    return made;
  }

  private boolean isOwnerOf(Stat source, Stat made) {
    var difference = Difference.ofNew(source, made, options);
    return difference.uid() == -1 && difference.gid() == -1;
  }
}
