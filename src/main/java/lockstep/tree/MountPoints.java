package lockstep.tree;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import lockstep.linux.Errno;
import lockstep.linux.Files;
import lockstep.linux.Open;
import lockstep.linux.Statx;
import org.jspecify.annotations.Nullable;

/// Tells where something is mounted now. An automounter that is asked mounts.
public final class MountPoints {
  private MountPoints() {}

  /// Whether something is mounted at `path`; false too if there is nothing, or if the directory is
  /// only bound to its own place, as systemd does with what `ReadWritePaths=` names.
  ///
  /// @param path without links
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
    if (!told || device != answer.device()) {
      return device != answer.device();
    }
    return mount != answer.mount() && !isBoundToItself(path);
  }

  private static boolean isBoundToItself(AbsolutePath path) {
    AbsolutePath place = place(with(path, "/."));
    AbsolutePath above = place(with(path, "/.."));
    return above != null && place != null && place.equals(above.resolve(name(path)));
  }

  private static @Nullable AbsolutePath place(byte[] path) {
    int fd = Open.openat(Open.AT_FDCWD, path, Open.O_PATH | Open.O_CLOEXEC, 0);
    if (fd < 0) {
      return null;
    }
    try {
      return LinuxMounts.place(fd);
    } finally {
      Files.close(fd);
    }
  }

  private static RelativePath name(AbsolutePath path) {
    byte[] bytes = path.bytes();
    return RelativePath.of(Arrays.copyOfRange(bytes, slash(bytes) + 1, bytes.length));
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
    return AbsolutePath.of(Arrays.copyOf(bytes, Math.max(1, slash(bytes))));
  }

  private static int slash(byte[] path) {
    int slash = path.length - 1;
    while (path[slash] != '/') {
      slash--;
    }
    return slash;
  }
}
