package lockstep.tree;

import lockstep.linux.Dirents;
import lockstep.linux.Statx;
import org.jspecify.annotations.Nullable;

/// Translates what `statx(2)` and `getdents64(2)` tell.
final class LinuxStat {
  private static final byte[] NO_PATH = {};

  private LinuxStat() {}

  /// Asks about an open file.
  ///
  /// @return 0 or a negative errno; the answer is in [Statx#current]
  static int ask(int fd) {
    return Statx.current().statx(fd, NO_PATH, Statx.AT_EMPTY_PATH);
  }

  static Stat of(Statx answer) {
    int mode = answer.mode();
    return new Stat(
        type(mode),
        mode & 07777,
        answer.uid(),
        answer.gid(),
        answer.size(),
        answer.blocks(),
        new Timestamp(answer.mtimeSeconds(), answer.mtimeNanos()),
        new Timestamp(answer.ctimeSeconds(), answer.ctimeNanos()),
        answer.device(),
        answer.inode(),
        answer.links(),
        answer.rdev(),
        answer.mount());
  }

  static FileType type(int mode) {
    return switch (mode & Statx.S_IFMT) {
      case Statx.S_IFREG -> FileType.REGULAR;
      case Statx.S_IFDIR -> FileType.DIRECTORY;
      case Statx.S_IFLNK -> FileType.SYMLINK;
      case Statx.S_IFIFO -> FileType.FIFO;
      case Statx.S_IFSOCK -> FileType.SOCKET;
      case Statx.S_IFCHR -> FileType.CHARACTER_DEVICE;
      case Statx.S_IFBLK -> FileType.BLOCK_DEVICE;
      default -> throw new IllegalStateException("no such type of file: " + mode);
    };
  }

  /// The type in the form that `mknodat` takes.
  static int mode(FileType type) {
    return switch (type) {
      case REGULAR -> Statx.S_IFREG;
      case DIRECTORY -> Statx.S_IFDIR;
      case SYMLINK -> Statx.S_IFLNK;
      case FIFO -> Statx.S_IFIFO;
      case SOCKET -> Statx.S_IFSOCK;
      case CHARACTER_DEVICE -> Statx.S_IFCHR;
      case BLOCK_DEVICE -> Statx.S_IFBLK;
    };
  }

  /// The type that a directory has for an entry, or null where the file system does not keep it
  /// there.
  static @Nullable FileType entryType(int type) {
    return switch (type) {
      case Dirents.DT_REG -> FileType.REGULAR;
      case Dirents.DT_DIR -> FileType.DIRECTORY;
      case Dirents.DT_LNK -> FileType.SYMLINK;
      case Dirents.DT_FIFO -> FileType.FIFO;
      case Dirents.DT_SOCK -> FileType.SOCKET;
      case Dirents.DT_CHR -> FileType.CHARACTER_DEVICE;
      case Dirents.DT_BLK -> FileType.BLOCK_DEVICE;
      default -> null;
    };
  }
}
