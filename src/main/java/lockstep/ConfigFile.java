package lockstep;

import static lockstep.linux.Open.AT_FDCWD;
import static lockstep.linux.Open.O_CLOEXEC;
import static lockstep.linux.Open.O_NOCTTY;
import static lockstep.linux.Open.O_NONBLOCK;
import static lockstep.linux.Open.O_RDONLY;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
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
  /// Twice what ten thousand syncs take; the longest file known has some thousand lines.
  private static final int LONGEST = 4 * 1024 * 1024;

  /// Without waiting: a FIFO in its place must not stop the start, or the loop at a reload.
  private static final int FLAGS = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;

  private static final byte[] ITSELF = {};

  static String notFound(String typed) {
    return "Cannot find config file at '" + typed + "'.";
  }

  /// @throws ConfigurationException if it is not there or cannot be read
  static ConfigFile read(Invocation.ConfigPath path) throws ConfigurationException {
    int fd = Open.openat(AT_FDCWD, path.path().bytes(), FLAGS, 0);
    if (fd == -Errno.ENOENT || fd == -Errno.ENOTDIR) {
      throw new ConfigurationException(notFound(path.typed()));
    }
    if (fd < 0) {
      throw unreadable(path.path(), Errno.text(fd));
    }
    return read(fd, path.path());
  }

  /// Reads a file that a configuration runs: it is as dangerous as that itself.
  ///
  /// @param name absolute, or from the working directory
  /// @param warnings receives who else could have changed it
  static byte[] readProgram(byte[] name, Consumer<String> warnings) throws IOException {
    int fd = Open.openat(AT_FDCWD, name, FLAGS, 0);
    if (fd < 0) {
      throw new IOException(Errno.text(fd));
    }
    try {
      ConfigFile file = read(fd, Trust.place(fd));
      file.warnings.forEach(warnings);
      return file.content;
    } catch (ConfigurationException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static ConfigFile read(int fd, AbsolutePath path) throws ConfigurationException {
    try {
      checkType(fd, path);
      List<String> warnings = new Trust(Processes.geteuid()).warnings(fd, path);
      return new ConfigFile(content(fd, path), warnings);
    } finally {
      Files.close(fd);
    }
  }

  private static ConfigurationException unreadable(AbsolutePath path, String why) {
    return new ConfigurationException("cannot read " + path + ": " + why);
  }

  private static void checkType(int fd, AbsolutePath path) throws ConfigurationException {
    Statx stat = Statx.current();
    stat.statx(fd, ITSELF, Statx.AT_EMPTY_PATH);
    switch (stat.mode() & Statx.S_IFMT) {
      case Statx.S_IFREG -> {}
      case Statx.S_IFDIR -> throw unreadable(path, Errno.text(Errno.EISDIR));
      default -> // it could be read once, but not again at a reload, or by the process in the
          // background
          throw unreadable(path, "it is no regular file");
    }
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
        throw unreadable(path, "it is longer than 4 MiB");
      }
    }
  }
}
