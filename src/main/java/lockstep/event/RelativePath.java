package lockstep.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A path below some root, as the bytes that the kernel uses: names separated by single slashes,
/// without a leading or trailing one.
///
/// The root itself is [#ROOT], the path without names. No name is empty, `.` or `..`, and none
/// holds a NUL, so a relative path never leads out of its root by its spelling. Whether one path
/// lies below another is decided here and only here.
public final class RelativePath implements Comparable<RelativePath> {
  /// The root itself.
  public static final RelativePath ROOT = new RelativePath(new byte[0]);

  private final byte[] bytes;
  private int hash;

  private RelativePath(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The path with these bytes.
  ///
  /// @throws IllegalArgumentException for a name that is empty, `.` or `..`, or holds a NUL
  public static RelativePath of(byte[] bytes) {
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '/') {
        if (bytes.length > 0) {
          checkName(bytes, start, i);
        }
        start = i + 1;
      }
    }
    return bytes.length == 0 ? ROOT : new RelativePath(bytes.clone());
  }

  /// The path spelled by a string, as UTF-8; for tests and messages, where names are text.
  public static RelativePath of(String path) {
    return of(path.getBytes(StandardCharsets.UTF_8));
  }

  private static void checkName(byte[] bytes, int from, int to) {
    int length = to - from;
    boolean dots =
        length == 1 && bytes[from] == '.'
            || length == 2 && bytes[from] == '.' && bytes[from + 1] == '.';
    boolean bad = length == 0 || dots;
    for (int i = from; i < to && !bad; i++) {
      bad = bytes[i] == 0;
    }
    if (bad) {
      throw new IllegalArgumentException("not a relative path: '" + Printable.of(bytes) + "'");
    }
  }

  public boolean isRoot() {
    return bytes.length == 0;
  }

  /// The directory that holds this path.
  ///
  /// @throws IllegalStateException for the root
  public RelativePath parent() {
    if (isRoot()) {
      throw new IllegalStateException("the root has no parent");
    }
    int slash = lastSlash();
    return slash < 0 ? ROOT : new RelativePath(Arrays.copyOf(bytes, slash));
  }

  /// The last name; empty for the root.
  public byte[] name() {
    return Arrays.copyOfRange(bytes, lastSlash() + 1, bytes.length);
  }

  /// The entry called `name` of this directory.
  ///
  /// @throws IllegalArgumentException if `name` is no single name
  public RelativePath resolve(byte[] name) {
    checkName(name, 0, name.length);
    for (byte b : name) {
      if (b == '/') {
        throw new IllegalArgumentException("not a single name: '" + Printable.of(name) + "'");
      }
    }
    if (isRoot()) {
      return new RelativePath(name.clone());
    }
    byte[] joined = Arrays.copyOf(bytes, bytes.length + 1 + name.length);
    joined[bytes.length] = '/';
    System.arraycopy(name, 0, joined, bytes.length + 1, name.length);
    return new RelativePath(joined);
  }

  /// Whether this path lies strictly below `ancestor`. Every path but the root lies below the root.
  public boolean isBelow(RelativePath ancestor) {
    int length = ancestor.bytes.length;
    if (length == 0) {
      return bytes.length > 0;
    }
    return bytes.length > length
        && bytes[length] == '/'
        && Arrays.equals(bytes, 0, length, ancestor.bytes, 0, length);
  }

  public boolean isAtOrBelow(RelativePath ancestor) {
    return equals(ancestor) || isBelow(ancestor);
  }

  /// Where this path is after `from`, which holds it, was renamed to `to`.
  ///
  /// @throws IllegalArgumentException if this path is neither `from` nor below it
  public RelativePath rebase(RelativePath from, RelativePath to) {
    if (!isAtOrBelow(from)) {
      throw new IllegalArgumentException(this + " is not below " + from);
    }
    if (equals(from)) {
      return to;
    }
    int skip = from.isRoot() ? 0 : from.bytes.length + 1;
    var joined = new ByteArrayOutputStream(to.bytes.length + bytes.length);
    joined.writeBytes(to.bytes);
    if (!to.isRoot()) {
      joined.write('/');
    }
    joined.write(bytes, skip, bytes.length - skip);
    return new RelativePath(joined.toByteArray());
  }

  /// How many names the path has; 0 for the root.
  public int depth() {
    int depth = isRoot() ? 0 : 1;
    for (byte b : bytes) {
      depth += b == '/' ? 1 : 0;
    }
    return depth;
  }

  /// A copy of the bytes.
  public byte[] bytes() {
    return bytes.clone();
  }

  public int length() {
    return bytes.length;
  }

  private int lastSlash() {
    int i = bytes.length - 1;
    while (i >= 0 && bytes[i] != '/') {
      i--;
    }
    return i;
  }

  /// Orders by unsigned bytes, a slash first, so that a directory comes right before what it holds.
  @Override
  public int compareTo(RelativePath other) {
    int end = Math.min(bytes.length, other.bytes.length);
    int i = Arrays.mismatch(bytes, 0, end, other.bytes, 0, end);
    if (i < 0) {
      return Integer.compare(bytes.length, other.bytes.length);
    }
    return Integer.compare(rank(bytes[i]), rank(other.bytes[i]));
  }

  private static int rank(byte b) {
    return b == '/' ? 0 : Byte.toUnsignedInt(b);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RelativePath that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    if (hash == 0) {
      hash = Arrays.hashCode(bytes);
    }
    return hash;
  }

  /// The path as printable text; see [Printable]. The root is the empty string.
  @Override
  public String toString() {
    return Printable.of(bytes);
  }
}
