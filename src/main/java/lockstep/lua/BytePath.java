package lockstep.lua;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// Paths of `java.nio` from and to the bytes of a name, in every locale.
///
/// A `String` on the way would lose bytes that the locale's encoding cannot express; in URIs they
/// are written as `%HH`.
final class BytePath {
  private BytePath() {}

  /// The path with these bytes; a relative one is taken from the working directory.
  ///
  /// @throws IllegalArgumentException for a NUL
  static Path of(byte[] bytes) {
    if (bytes.length == 0) {
      return Path.of("");
    }
    if (bytes[0] != '/') {
      byte[] directory = bytes(Path.of("").toAbsolutePath());
      var joined = new ByteArrayOutputStream();
      joined.writeBytes(directory);
      joined.write('/');
      joined.writeBytes(bytes);
      return of(joined.toByteArray());
    }
    var uri = new StringBuilder("file://");
    byte before = 0;
    for (byte b : bytes) {
      if (b == '/' && before == '/') {
        continue; // a second slash would begin a host name
      }
      boolean plain =
          b >= 'a' && b <= 'z'
              || b >= 'A' && b <= 'Z'
              || b >= '0' && b <= '9'
              || b == '/'
              || b == '.'
              || b == '-'
              || b == '_';
      if (plain) {
        uri.append((char) b);
      } else {
        uri.append('%')
            .append(Character.forDigit(b >> 4 & 15, 16))
            .append(Character.forDigit(b & 15, 16));
      }
      before = b;
    }
    return Path.of(URI.create(uri.toString()));
  }

  /// The bytes of an absolute path, without a trailing slash.
  static byte[] bytes(Path path) {
    byte[] uri = path.toUri().getRawPath().getBytes(StandardCharsets.US_ASCII);
    var bytes = new ByteArrayOutputStream(uri.length);
    for (int i = 0; i < uri.length; i++) {
      if (uri[i] == '%') {
        bytes.write(Character.digit(uri[i + 1], 16) << 4 | Character.digit(uri[i + 2], 16));
        i += 2;
      } else {
        bytes.write(uri[i]);
      }
    }
    byte[] result = bytes.toByteArray();
    boolean trailing = result.length > 1 && result[result.length - 1] == '/';
    return trailing ? Arrays.copyOf(result, result.length - 1) : result;
  }

  /// The bytes of the last name.
  static byte[] name(Path path) {
    byte[] bytes = bytes(path);
    int slash = bytes.length - 1;
    while (bytes[slash] != '/') {
      slash--;
    }
    return Arrays.copyOfRange(bytes, slash + 1, bytes.length);
  }
}
