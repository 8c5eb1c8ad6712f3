package lockstep.tree;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import lockstep.event.AbsolutePath;
import lockstep.linux.Errno;
import lockstep.linux.Open;
import lockstep.linux.Statx;
import org.jspecify.annotations.Nullable;

/// Tells where something is mounted now. An automounter that is asked mounts.
public final class MountPoints {
  private MountPoints() {}

  /// Whether something is mounted at `path`; false too if there is nothing.
  ///
  /// @throws TreeException if it cannot be told, as where a server does not answer
  public static boolean isMounted(AbsolutePath path) throws TreeException {
    if (path.isRoot()) {
      return true;
    }
    // the dot has a link followed, and an automounter woken
    Statx answer = Statx.current();
    if (!isThere(answer.statx(Open.AT_FDCWD, with(path, "/."), 0), path)) {
      return false;
    }
    long mount = answer.mount();
    long device = answer.device();
    if (!isThere(answer.statx(Open.AT_FDCWD, with(path, "/.."), 0), path)) {
      return false;
    }
    boolean told = mount != 0 && answer.mount() != 0;
    return told ? mount != answer.mount() : device != answer.device();
  }

  private static boolean isThere(int result, AbsolutePath path) throws TreeException {
    return switch (result) {
      case 0 -> true;
      case -Errno.ENOENT, -Errno.ENOTDIR -> false;
      default -> throw LinuxFailure.of("statx", path.toString(), result);
    };
  }

  private static byte[] with(AbsolutePath path, String end) {
    byte[] start = path.bytes();
    byte[] tail = end.getBytes(StandardCharsets.US_ASCII);
    byte[] whole = Arrays.copyOf(start, start.length + tail.length);
    System.arraycopy(tail, 0, whole, start.length, tail.length);
    return whole;
  }

  /// The nearest mount point at or above `path`, which need not exist; null if that is the root.
  ///
  /// @param path without links
  public static @Nullable AbsolutePath above(AbsolutePath path) throws TreeException {
    for (AbsolutePath each = path; !each.isRoot(); each = parent(each)) {
      if (isMounted(each)) {
        return each;
      }
    }
    return null;
  }

  private static AbsolutePath parent(AbsolutePath path) {
    byte[] bytes = path.bytes();
    int slash = bytes.length - 1;
    while (bytes[slash] != '/') {
      slash--;
    }
    return AbsolutePath.of(Arrays.copyOf(bytes, Math.max(1, slash)));
  }
}
