package lockstep.tree;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import lockstep.event.RelativePath;
import lockstep.linux.Errno;
import lockstep.linux.Xattrs;
import org.jspecify.annotations.Nullable;

/// The extended attributes of one inode, reached by a descriptor or by a name; holds nothing of its
/// own.
abstract sealed class LinuxAttributes implements Directory.Attributes
    permits LinuxFileAttributes, LinuxEntryAttributes {

  /// The four calls: a length or 0, or a negative errno.
  abstract int list(ByteBuffer names);

  abstract int get(byte[] name, ByteBuffer value);

  abstract int set(byte[] name, ByteBuffer value);

  abstract int removeNamed(byte[] name);

  abstract RelativePath path();

  @Override
  public final List<byte[]> names() throws TreeException {
    ByteBuffer buffer = LinuxBuffer.current();
    int length = list(buffer);
    if (length < 0 && length != -Errno.EOPNOTSUPP) {
      throw LinuxFailure.of("listxattr", path(), length);
    }
    return length <= 0 ? List.of() : split(buffer.limit(length));
  }

  /// Splits a list of names, each of which ends in a NUL.
  private static List<byte[]> split(ByteBuffer list) {
    var names = new ArrayList<byte[]>();
    int start = 0;
    for (int i = 0; i < list.limit(); i++) {
      if (list.get(i) == 0) {
        var name = new byte[i - start];
        list.get(start, name);
        names.add(name);
        start = i + 1;
      }
    }
    return names;
  }

  @Override
  public final byte @Nullable [] get(byte[] name) throws TreeException {
    ByteBuffer buffer = LinuxBuffer.current();
    int length = get(name, buffer);
    if (length == -Errno.ENODATA || length == -Errno.EOPNOTSUPP) {
      return null;
    }
    if (length < 0) {
      throw LinuxFailure.of("getxattr", path(), length);
    }
    var value = new byte[length];
    buffer.get(value);
    return value;
  }

  @Override
  public final void set(byte[] name, byte[] value) throws TreeException {
    boolean fits = value.length <= Xattrs.XATTR_SIZE_MAX;
    int result = fits ? set(name, LinuxBuffer.current().put(value).flip()) : -Errno.ENOSPC;
    if (result < 0) {
      throw LinuxFailure.of("setxattr", path(), result);
    }
  }

  @Override
  public final void remove(byte[] name) throws TreeException {
    int result = removeNamed(name);
    if (result < 0 && result != -Errno.ENODATA) {
      throw LinuxFailure.of("removexattr", path(), result);
    }
  }

  @Override
  public final void close() {}
}
