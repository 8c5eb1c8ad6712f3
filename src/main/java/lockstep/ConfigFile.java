package lockstep;

import static lockstep.linux.Open.AT_FDCWD;
import static lockstep.linux.Open.O_CLOEXEC;
import static lockstep.linux.Open.O_NOCTTY;
import static lockstep.linux.Open.O_NONBLOCK;
import static lockstep.linux.Open.O_RDONLY;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import lockstep.config.ConfigurationException;
import lockstep.event.AbsolutePath;
import lockstep.linux.Errno;
import lockstep.linux.Files;
import lockstep.linux.Open;
import lockstep.linux.Processes;
import lockstep.linux.Statx;

/// The bytes of a configuration file, and whether they can be trusted.
///
/// @param warnings who else could have changed it, a line each
record ConfigFile(byte[] content, List<String> warnings) {
  /// Configuration files are programs written by hand; the longest known has some thousand lines.
  private static final int LONGEST = 16 * 1024 * 1024;

  private static final int WRITABLE_BY_OTHERS = 2;
  private static final byte[] ITSELF = {};

  static String notFound(String typed) {
    return "Cannot find config file at '" + typed + "'.";
  }

  /// @throws ConfigurationException if it is not there or cannot be read
  static ConfigFile read(Invocation.ConfigPath path) throws ConfigurationException {
    // Without waiting: a FIFO in its place must not stop the start, or the loop at a reload.
    int flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
    int fd = Open.openat(AT_FDCWD, path.path().bytes(), flags, 0);
    if (fd == -Errno.ENOENT || fd == -Errno.ENOTDIR) {
      throw new ConfigurationException(notFound(path.typed()));
    }
    if (fd < 0) {
      throw unreadable(path.path(), Errno.text(fd));
    }
    try {
      List<String> warnings = check(fd, path.path());
      return new ConfigFile(content(fd, path.path()), warnings);
    } finally {
      Files.close(fd);
    }
  }

  private static ConfigurationException unreadable(AbsolutePath path, String why) {
    return new ConfigurationException("cannot read " + path + ": " + why);
  }

  private static List<String> check(int fd, AbsolutePath path) throws ConfigurationException {
    Statx stat = Statx.current();
    stat.statx(fd, ITSELF, Statx.AT_EMPTY_PATH);
    int mode = stat.mode();
    int owner = stat.uid();
    if ((mode & Statx.S_IFMT) == Statx.S_IFDIR) {
      throw unreadable(path, Errno.text(Errno.EISDIR));
    }
    var warnings = new ArrayList<String>();
    boolean regular = (mode & Statx.S_IFMT) == Statx.S_IFREG;
    if (regular && (mode & WRITABLE_BY_OTHERS) != 0) {
      warnings.add(
          path + " can be written by everybody, who may so run programs as this user (chmod o-w)");
    }
    if (regular && owner != 0 && owner != Processes.geteuid()) {
      warnings.add(
          path
              + " belongs to another user, number "
              + Integer.toUnsignedString(owner)
              + ", who may so run programs as this user");
    }
    return warnings;
  }

  private static byte[] content(int fd, AbsolutePath path) throws ConfigurationException {
    var content = new ByteArrayOutputStream();
    var buffer = ByteBuffer.allocateDirect(16 * 1024);
    var chunk = new byte[buffer.capacity()];
    while (true) {
      int length = Files.read(fd, buffer);
      if (length == 0) {
        return content.toByteArray();
      }
      if (length < 0) {
        throw unreadable(path, Errno.text(length));
      }
      buffer.get(0, chunk, 0, length);
      content.write(chunk, 0, length);
      if (content.size() > LONGEST) {
        throw unreadable(path, "it is longer than 16 MiB");
      }
    }
  }
}
