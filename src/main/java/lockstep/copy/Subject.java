package lockstep.copy;

import lockstep.event.RelativePath;
import lockstep.tree.FileType;
import lockstep.tree.Stat;
import org.jspecify.annotations.Nullable;

/// An entry of the source that is to be brought to the target, as both sides were found.
///
/// @param target what the target has under that name, if anything
/// @param doubt whether equal sizes and times are no proof of equal content
/// @param moved how often in a row it was found changing
record Subject(
    DirectoryPair pair,
    byte[] name,
    RelativePath path,
    Stat source,
    @Nullable Stat target,
    boolean doubt,
    int moved) {
  Inode sourceInode() {
    return new Inode.Named(pair.source(), name);
  }

  Inode targetInode() {
    return new Inode.Named(pair.target(), name);
  }

  /// The same after what the target had was removed.
  Subject cleared() {
    return new Subject(pair, name, path, source, null, doubt, moved);
  }

  /// The file that is being replaced, whose mode stays where modes are not carried over.
  @Nullable Stat replacedFile() {
    return target != null && target.type() == FileType.REGULAR ? target : null;
  }
}
