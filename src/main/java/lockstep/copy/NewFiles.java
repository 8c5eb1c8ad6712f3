package lockstep.copy;

import lockstep.tree.Directory;
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

  /// A new, empty file.
  ///
  /// @param stat what the system made of it
  /// @param mode what it is to have where modes are not carried over
  record Made(OpenFile file, Stat stat, int mode) {
    private Made withMode(int other) {
      return new Made(file, stat, other);
    }
  }

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

  /// Makes a file. One that turns out to have another owner than was expected may have been opened
  /// by who is to stay out before anything is written to it: another one is made, for nobody else.
  Made make(Directory directory, byte[] name, int mode, Stat source) throws TreeException {
    Made made = made(directory.create(name, mode));
    boolean open = (mode & ~PRIVATE) != 0;
    if (!open || isOwnerOf(source, made.stat)) {
      return made;
    }
    made.file.close();
    try {
      directory.unlink(name);
    } catch (TreeException e) {
      throw leftBehind(e);
    }
    return made(directory.create(name, PRIVATE)).withMode(made.mode);
  }

  /// What failed when the file had been made: of which [Drafts] has to be told, so that it removes
  /// it.
  private static TreeException leftBehind(TreeException e) {
    return new TreeException(TreeException.Reason.OTHER, String.valueOf(e.getMessage()));
  }

  private Made made(OpenFile file) throws TreeException {
    try {
      Stat stat = file.stat();
      last = stat;
      return new Made(file, stat, stat.mode());
    } catch (TreeException e) {
      file.close();
      throw leftBehind(e);
    }
  }

  private boolean isOwnerOf(Stat source, Stat made) {
    var difference = Difference.ofNew(source, made, options);
    return difference.uid() == -1 && difference.gid() == -1;
  }
}
