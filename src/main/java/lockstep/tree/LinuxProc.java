package lockstep.tree;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import lockstep.linux.Files;
import lockstep.linux.Open;

/// Tables that the kernel writes below `/proc`.
final class LinuxProc {
  private LinuxProc() {}

  /// @return a descriptor, or a negative errno
  static int open(String path) {
    return Open.openat(
        Open.AT_FDCWD, path.getBytes(StandardCharsets.US_ASCII), Open.O_RDONLY | Open.O_CLOEXEC, 0);
  }

  /// The lines of an open table as it is now, a character for each byte; as far as it can be read.
  static List<String> lines(int fd) {
    var text = new ByteArrayOutputStream();
    int length = 1;
    while (length > 0) {
      ByteBuffer buffer = LinuxBuffer.current();
      length = Files.pread(fd, buffer, text.size());
      var piece = new byte[Math.max(length, 0)];
      buffer.get(piece);
      text.writeBytes(piece);
    }
    return text.toString(StandardCharsets.ISO_8859_1).lines().toList();
  }
}
