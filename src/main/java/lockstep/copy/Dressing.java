package lockstep.copy;

import java.util.function.IntUnaryOperator;
import lockstep.tree.FileType;
import lockstep.tree.Stat;

/// In which attributes target entries are to differ from their source on purpose.
///
/// @param modes `chmod`
/// @param users the owner of what a user has in the source (`chown`, `usermap`)
/// @param groups likewise (`chown`, `groupmap`)
/// @param executability where permission bits are not carried over, whether a file can be executed
///   is
/// @param directoryTimes false with `omit_dir_times`
/// @param linkTimes false with `omit_link_times`
public record Dressing(
    Modes modes,
    IntUnaryOperator users,
    IntUnaryOperator groups,
    boolean executability,
    boolean directoryTimes,
    boolean linkTimes) {
  /// As the source's.
  public static final Dressing PLAIN =
      new Dressing(
          (mode, _) -> mode,
          IntUnaryOperator.identity(),
          IntUnaryOperator.identity(),
          false,
          true,
          true);

  /// Changes permission bits.
  public interface Modes {
    int of(int mode, boolean directory);
  }

  int mode(Stat source) {
    boolean plain = source.type() == FileType.SYMLINK;
    return plain ? source.mode() : modes.of(source.mode(), source.isDirectory());
  }

  boolean keepsTime(FileType type) {
    return switch (type) {
      case DIRECTORY -> directoryTimes;
      case SYMLINK -> linkTimes;
      case REGULAR, FIFO, SOCKET, CHARACTER_DEVICE, BLOCK_DEVICE -> true;
    };
  }

  /// Lets everybody execute who may read, or nobody, if it is not so already.
  static int executable(boolean wanted, int mode) {
    if (wanted == ((mode & 0111) != 0)) {
      return mode;
    }
    return wanted ? mode | (mode & 0444) >> 2 : mode & ~0111;
  }
}
