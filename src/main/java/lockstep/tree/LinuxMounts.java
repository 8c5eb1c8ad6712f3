package lockstep.tree;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lockstep.event.AbsolutePath;
import lockstep.linux.Entries;
import lockstep.linux.Open;
import lockstep.linux.Poll;
import lockstep.linux.Statx;
import org.jspecify.annotations.Nullable;

/// Tells where directories lie on their file systems, from the table of mounts; `proc(5)` has its
/// layout.
///
/// The table is kept until the kernel says that it has changed.
final class LinuxMounts {
  private static final LinuxMounts CURRENT = new LinuxMounts();
  private static final int LONGEST_PATH = 4096;

  private int table = -1;
  private Map<Long, Mount> mounts = Map.of();

  /// @param root the path on its file system of what is mounted
  /// @param point the path here at which it is mounted
  record Mount(String device, AbsolutePath root, AbsolutePath point) {
    /// The place of what is at `path` here; null if that is not below the mount.
    @Nullable AbsolutePath place(AbsolutePath path) {
      if (!path.isAtOrBelow(point)) {
        return null;
      }
      byte[] below = path.bytes();
      int length = point.isRoot() ? 0 : point.bytes().length;
      byte[] start = ascii("/" + device + "/");
      byte[] top = root.isRoot() ? new byte[0] : root.bytes();
      byte[] place = Arrays.copyOf(start, start.length + top.length + below.length - length);
      System.arraycopy(top, 0, place, start.length, top.length);
      System.arraycopy(below, length, place, start.length + top.length, below.length - length);
      return AbsolutePath.of(place);
    }
  }

  private LinuxMounts() {}

  static @Nullable AbsolutePath place(int fd) {
    Statx answer = Statx.current();
    if (LinuxStat.ask(fd) < 0 || answer.mount() == 0) {
      return null;
    }
    Mount mount = CURRENT.mount(answer.mount());
    var path = new byte[LONGEST_PATH];
    int length = Entries.readlinkat(Open.AT_FDCWD, ascii("/proc/self/fd/" + fd), path);
    if (mount == null || length <= 0 || path[0] != '/') {
      return null;
    }
    return mount.place(AbsolutePath.of(Arrays.copyOf(path, length)));
  }

  private synchronized @Nullable Mount mount(long number) {
    if (table < 0) {
      table = LinuxProc.open("/proc/self/mountinfo");
      mounts = table < 0 ? Map.of() : parse(LinuxProc.lines(table));
    }
    if (table >= 0 && Poll.hasError(table)) {
      mounts = parse(LinuxProc.lines(table));
    }
    return mounts.get(number);
  }

  /// Lines such as `36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw`.
  static Map<Long, Mount> parse(List<String> lines) {
    var mounts = new HashMap<Long, Mount>();
    for (String line : lines) {
      String[] words = line.split(" ", 6);
      if (words.length == 6 && words[3].startsWith("/") && words[4].startsWith("/")) {
        mounts.put(Long.valueOf(words[0]), new Mount(words[2], path(words[3]), path(words[4])));
      }
    }
    return mounts;
  }

  /// Spaces, tabs, line ends and backslashes are written as three octal digits.
  static AbsolutePath path(String escaped) {
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < escaped.length(); i++) {
      boolean octal = escaped.charAt(i) == '\\' && i + 3 < escaped.length();
      bytes.write(octal ? Integer.parseInt(escaped, i + 1, i + 4, 8) : escaped.charAt(i));
      i += octal ? 3 : 0;
    }
    return AbsolutePath.of(bytes.toByteArray());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
