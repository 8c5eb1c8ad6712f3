package lockstep.copy;

import lockstep.tree.FileType;
import lockstep.tree.Stat;

/// The eleven characters by which rsync says what would change: `YXcstpoguax`, as its manual has
/// them under `--itemize-changes`.
final class Itemised {
  static final String DELETED = "*deleting  ";

  private static final String NEW = "+++++++++";

  private Itemised() {}

  /// Something that the target does not have.
  ///
  /// @param how `>` for a file, `c` for what is made, `h` for a hard link
  static String made(char how, FileType type) {
    return "" + how + letter(type) + NEW;
  }

  /// Something that the target has.
  ///
  /// @param how as above, or `.` if only attributes change
  /// @param content whether the content is known to differ
  static String changed(
      char how,
      Stat source,
      Stat target,
      CopyOptions options,
      boolean content,
      ExtendedDifference extended) {
    return ""
        + how
        + letter(source.type())
        + flag('c', content)
        + flag('s', source.isRegular() && source.size() != target.size())
        + time(how, source, target, options)
        + flag('p', options.perms() && isOtherMode(source, target))
        + flag('o', options.owner() && source.uid() != target.uid())
        + flag('g', options.group() && source.gid() != target.gid())
        + '.'
        + flag('a', extended.hasLists())
        + flag('x', extended.hasOthers());
  }

  /// A capital T says that the time will be that of the transfer.
  private static char time(char how, Stat source, Stat target, CopyOptions options) {
    if (options.times()) {
      return flag('t', !options.window().areEqual(source.mtime(), target.mtime()));
    }
    return flag('T', how == '>' || how == 'c');
  }

  private static boolean isOtherMode(Stat source, Stat target) {
    return source.type() != FileType.SYMLINK && source.mode() != target.mode();
  }

  private static char flag(char letter, boolean set) {
    return set ? letter : '.';
  }

  private static char letter(FileType type) {
    return switch (type) {
      case REGULAR -> 'f';
      case DIRECTORY -> 'd';
      case SYMLINK -> 'L';
      case CHARACTER_DEVICE, BLOCK_DEVICE -> 'D';
      case FIFO, SOCKET -> 'S';
    };
  }
}
