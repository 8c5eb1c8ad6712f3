package lockstep.tree;

import java.util.Arrays;
import lockstep.event.RelativePath;
import lockstep.linux.Errno;
import lockstep.linux.Files;
import lockstep.linux.Open;

/// Opens directories below a held one, whatever is renamed or replaced by a link meanwhile.
///
/// `openat2` does it in one call. Where that is missing (Linux before 5.6) or forbidden (some
/// containers answer EPERM), and for paths longer than one call takes, the path is walked name by
/// name.
final class LinuxOpener {
  private static final int FLAGS = Open.O_DIRECTORY | Open.O_NOFOLLOW | Open.O_CLOEXEC;
  private static final int BENEATH =
      Open.RESOLVE_BENEATH | Open.RESOLVE_NO_SYMLINKS | Open.RESOLVE_NO_MAGICLINKS;
  private static final byte[] ITSELF = {'.'};

  private volatile boolean walks;

  /// @param walks whether `openat2` is not even tried
  LinuxOpener(boolean walks) {
    this.walks = walks;
  }

  /// Opens the directory at a path below `root`.
  ///
  /// @return a descriptor to read the directory with, or a negative errno
  int open(int root, RelativePath path) {
    byte[] bytes = path.isRoot() ? ITSELF : path.bytes();
    if (walks) {
      return walk(root, bytes);
    }
    int fd = Open.openat2(root, bytes, Open.O_RDONLY | FLAGS, 0, BENEATH);
    return switch (fd) {
      case -Errno.ENOSYS -> {
        walks = true;
        yield walk(root, bytes);
      }
      case -Errno.EPERM, -Errno.ENAMETOOLONG, -Errno.EINTR, -Errno.EAGAIN -> walk(root, bytes);
      default -> fd;
    };
  }

  private static int walk(int root, byte[] path) {
    int at = root;
    int start = 0;
    while (at >= 0 && start <= path.length) {
      int end = endOfName(path, start);
      // What is only passed through need not be readable.
      int flags = FLAGS | (end == path.length ? Open.O_RDONLY : Open.O_PATH);
      int next = Open.openat(at, Arrays.copyOfRange(path, start, end), flags, 0);
      if (at != root) {
        Files.close(at);
      }
      at = next;
      start = end + 1;
    }
    return at;
  }

  private static int endOfName(byte[] path, int start) {
    int end = start;
    while (end < path.length && path[end] != '/') {
      end++;
    }
    return end;
  }
}
