package lockstep.lua;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Reads the small files that a configuration names.
final class NamedFile {
  private static final int LARGEST =
      16 << 20; // what is larger was named by mistake, or is a device that never ends

  private NamedFile() {}

  /// Reads a file whole.
  ///
  /// @throws IOException with a message such as `No such file or directory`
  static byte[] read(byte[] name) throws IOException {
    Path path;
    try {
      path = BytePath.of(name);
    } catch (IllegalArgumentException e) {
      throw new IOException("not a file name", e);
    }
    if (Files.isDirectory(path)) {
      throw new IOException("Is a directory");
    }
    try (var in = Files.newInputStream(path)) {
      byte[] content = in.readNBytes(LARGEST + 1);
      if (content.length > LARGEST) {
        throw new IOException("larger than " + (LARGEST >> 20) + " MiB");
      }
      return content;
    } catch (NoSuchFileException e) {
      throw new IOException("No such file or directory", e);
    } catch (AccessDeniedException e) {
      throw new IOException("Permission denied", e);
    }
  }
}
