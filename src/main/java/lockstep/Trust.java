package lockstep;

import static lockstep.linux.Open.AT_FDCWD;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lockstep.event.AbsolutePath;
import lockstep.linux.Entries;
import lockstep.linux.Statx;

/// Finds who could have changed a configuration file besides root and the user of this process, who
/// runs it as a program.
///
/// Looks at the file that is open, not at what has its name by now, and at the directories above
/// the place where that lies, in which it could be exchanged.
final class Trust {
  private static final int WRITABLE_BY_GROUP = 020;
  private static final int WRITABLE_BY_ALL = 02;

  /// In such a directory only the owner of an entry can exchange it.
  private static final int STICKY = 01000;

  private static final int LONGEST_PATH = 4096;
  private static final byte[] ITSELF = {};

  private final int user;
  private final List<String> warnings = new ArrayList<>();

  /// @param user whose rights the file gets
  Trust(int user) {
    this.user = user;
  }

  /// @param fd the open file
  /// @param path how it was named
  /// @return a line each
  List<String> warnings(int fd, AbsolutePath path) {
    Statx stat = Statx.current();
    if (stat.statx(fd, ITSELF, Statx.AT_EMPTY_PATH) == 0) {
      look(stat, path.toString(), 0);
    }
    byte[] place = place(fd).bytes();
    for (int end = slash(place, place.length); end >= 0; end = slash(place, end)) {
      byte[] directory = Arrays.copyOf(place, Math.max(1, end));
      if (stat.statx(AT_FDCWD, directory, 0) == 0 && (stat.mode() & STICKY) == 0) {
        String name =
            "the directory " + AbsolutePath.of(directory) + ", with " + path + " below it,";
        look(stat, name, WRITABLE_BY_GROUP);
      }
    }
    return warnings;
  }

  /// @param ifNotRoots the permissions that do no harm where they are those of root's group
  private void look(Statx stat, String subject, int ifNotRoots) {
    int mode = stat.gid() == 0 ? stat.mode() & ~ifNotRoots : stat.mode();
    String what = ", who may so run programs as this user";
    if ((mode & WRITABLE_BY_ALL) != 0) {
      warnings.add(subject + " can be written by everybody" + what + " (chmod o-w)");
    }
    if ((mode & WRITABLE_BY_GROUP) != 0) {
      warnings.add(
          subject + " can be written by group " + number(stat.gid()) + what + " (chmod g-w)");
    }
    if (stat.uid() != 0 && stat.uid() != user) {
      warnings.add(subject + " belongs to another user, number " + number(stat.uid()) + what);
    }
  }

  private static String number(int id) {
    return Integer.toUnsignedString(id);
  }

  /// Where the file lies, all links followed.
  static AbsolutePath place(int fd) {
    var place = new byte[LONGEST_PATH];
    byte[] link = ("/proc/self/fd/" + fd).getBytes(StandardCharsets.US_ASCII);
    int length = Entries.readlinkat(AT_FDCWD, link, place);
    return AbsolutePath.of(length > 0 && place[0] == '/' ? Arrays.copyOf(place, length) : link);
  }

  /// Where the last slash before a place in a path is, or -1.
  private static int slash(byte[] path, int end) {
    int i = end - 1;
    while (i >= 0 && path[i] != '/') {
      i--;
    }
    return i;
  }
}
