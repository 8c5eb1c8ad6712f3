package lockstep.tree;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import lockstep.event.RelativePath;
import lockstep.linux.Entries;
import lockstep.linux.Files;
import lockstep.linux.Open;
import lockstep.linux.Statx;
import org.jspecify.annotations.Nullable;

/// Follows links as a [Following] says.
final class LinuxLinks {
  private static final int DIRECTORY = Open.O_DIRECTORY | Open.O_CLOEXEC;

  private final Set<Following> following = EnumSet.noneOf(Following.class);

  LinuxLinks(Set<Following> following) {
    this.following.addAll(following);
  }

  /// Whether a link at this path counts as what it leads to, if that is a directory.
  private boolean followsToDirectory(int dirfd, byte[] name, RelativePath path) {
    return following.contains(Following.TO_DIRECTORIES) || followsAnywhere(dirfd, name, path);
  }

  /// Whether it does, whatever that is.
  private boolean followsAnywhere(int dirfd, byte[] name, RelativePath path) {
    return following.contains(Following.ALL)
        || following.contains(Following.UNSAFE) && isUnsafe(dirfd, name, path);
  }

  private static boolean isUnsafe(int dirfd, byte[] name, RelativePath path) {
    var text = new byte[4096];
    int length = Entries.readlinkat(dirfd, name, text);
    return length >= 0
        && isUnsafe(new String(text, 0, length, StandardCharsets.ISO_8859_1), path.depth() - 1);
  }

  /// @param depth how many directories the link is below the root
  static boolean isUnsafe(String text, int depth) {
    if (text.isEmpty() || text.startsWith("/")) {
      return true;
    }
    int up = 0;
    boolean leading = true;
    for (String name : List.of(text.split("/", -1))) {
      if (name.equals("..")) {
        up++;
        if (!leading) {
          return true;
        }
      } else if (!name.isEmpty() && !name.equals(".")) {
        leading = false;
      }
    }
    return up > depth;
  }

  /// What the link leads to if it is followed, or null if it counts as a link.
  ///
  /// @throws TreeException `NOT_FOLLOWED` if it leads nowhere, or up to a directory that it is in
  @Nullable Stat followed(LinuxTree tree, LinuxDirectory directory, byte[] name)
      throws TreeException {
    RelativePath path = directory.pathOf(name);
    int descriptor = directory.descriptor();
    boolean anywhere = followsAnywhere(descriptor, name, path);
    if (!anywhere && !following.contains(Following.TO_DIRECTORIES)) {
      return null;
    }
    Statx answer = Statx.current();
    boolean there = answer.statx(descriptor, name, Statx.AT_NO_AUTOMOUNT) == 0;
    Stat stat = there ? LinuxStat.of(answer) : null;
    if (!anywhere && (stat == null || !stat.isDirectory())) {
      return null;
    }
    if (stat == null || stat.isDirectory() && isAround(tree, path, stat)) {
      throw new TreeException(
          TreeException.Reason.NOT_FOLLOWED,
          "link " + path + " leads nowhere, or to a directory that it is in");
    }
    return stat;
  }

  private static boolean isAround(LinuxTree tree, RelativePath path, Stat stat)
      throws TreeException {
    RelativePath above = path;
    do {
      above = above.parent();
      try (Directory directory = tree.open(above)) {
        if (directory.stat().isSameInode(stat)) {
          return true;
        }
      }
    } while (!above.isRoot());
    return false;
  }

  /// Opens the directory at a path, name by name.
  ///
  /// @param flags how the last one is opened
  /// @return a descriptor or a negative errno
  int open(int root, RelativePath path, int flags) {
    int at = root;
    RelativePath walked = RelativePath.ROOT;
    for (String each : List.of(text(path).split("/", -1))) {
      byte[] name = each.getBytes(StandardCharsets.ISO_8859_1);
      walked = walked.resolve(name);
      boolean last = walked.length() == path.length();
      int how = DIRECTORY | (last ? flags : Open.O_PATH);
      int next = Open.openat(at, name, how | Open.O_NOFOLLOW, 0);
      if (next < 0 && followsToDirectory(at, name, walked)) {
        next = Open.openat(at, name, how, 0);
      }
      if (at != root) {
        Files.close(at);
      }
      if (next < 0) {
        return next;
      }
      at = next;
    }
    return at;
  }

  private static String text(RelativePath path) {
    return new String(path.bytes(), StandardCharsets.ISO_8859_1);
  }
}
