package lockstep.copy;

import lockstep.tree.Directory;
import lockstep.tree.FileType;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;

/// Tells whether what stands somewhere is all that an entry of the source is to become.
final class Equality {
  private final CopyOptions options;
  private final FileCopier files;

  Equality(CopyOptions options, FileCopier files) {
    this.options = options;
    this.files = files;
  }

  /// @param source the subject's, or another name of it
  /// @param there what stands at `name` in `directory`
  /// @param read whether files are read, whatever their sizes and times say
  boolean holds(
      Subject subject, Stat source, Directory directory, byte[] name, Stat there, boolean read)
      throws TreeException {
    return source.type() == there.type()
        && !Difference.between(source, there, options).isBinding(options)
        && isEqualContent(subject, source, directory, name, there, read)
        && ExtendedDifference.between(
                subject.sourceInode(), new Inode.Named(directory, name), options)
            .isNone();
  }

  private boolean isEqualContent(
      Subject subject, Stat source, Directory directory, byte[] name, Stat there, boolean read)
      throws TreeException {
    if (source.type() == FileType.SYMLINK) {
      return Nodes.isSameText(subject, directory, name);
    }
    if (source.isRegular() && read) {
      return source.size() == there.size()
          && files.compare(subject, directory, name) == FileCopier.Likeness.EQUAL;
    }
    return Comparison.isSameKind(source, there, options);
  }
}
