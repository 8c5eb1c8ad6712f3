package lockstep.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A path from the root of the file system, as bytes: where a source, a target or a log file is.
///
/// The spelling is kept but for repeated and trailing slashes; `.`, `..` and links are for the file
/// system to resolve.
public final class AbsolutePath {
  private final byte[] bytes;

  private AbsolutePath(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The path with these bytes.
  ///
  /// @throws IllegalArgumentException if it does not begin with a slash or holds a NUL
  public static AbsolutePath of(byte[] bytes) {
    if (bytes.length == 0 || bytes[0] != '/') {
      throw new IllegalArgumentException("not an absolute path: '" + Printable.of(bytes) + "'");
    }
    var kept = new byte[bytes.length];
    int length = 0;
    for (byte b : bytes) {
      if (b == 0) {
        throw new IllegalArgumentException(
            "a path cannot hold a NUL: '" + Printable.of(bytes) + "'");
      }
      if (b != '/' || length == 0 || kept[length - 1] != '/') {
        kept[length++] = b;
      }
    }
    if (length > 1 && kept[length - 1] == '/') {
      length--;
    }
    return new AbsolutePath(Arrays.copyOf(kept, length));
  }

  public static AbsolutePath of(String path) {
    return of(path.getBytes(StandardCharsets.UTF_8));
  }

  public boolean isRoot() {
    return bytes.length == 1;
  }

  /// Whether this path is `ancestor` or lies below it, by spelling alone.
  public boolean isAtOrBelow(AbsolutePath ancestor) {
    int length = ancestor.bytes.length;
    if (ancestor.isRoot()) {
      return true;
    }
    return bytes.length >= length
        && Arrays.equals(bytes, 0, length, ancestor.bytes, 0, length)
        && (bytes.length == length || bytes[length] == '/');
  }

  public AbsolutePath resolve(RelativePath below) {
    if (below.isRoot()) {
      return this;
    }
    byte[] tail = below.bytes();
    int start = isRoot() ? 1 : bytes.length + 1;
    byte[] joined = Arrays.copyOf(bytes, start + tail.length);
    joined[start - 1] = '/';
    System.arraycopy(tail, 0, joined, start, tail.length);
    return new AbsolutePath(joined);
  }

  /// A copy of the bytes.
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AbsolutePath that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// The path as printable text; see [Printable].
  @Override
  public String toString() {
    return Printable.of(bytes);
  }
}
