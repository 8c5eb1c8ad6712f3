package lockstep.tree;

import java.nio.ByteBuffer;
import lockstep.event.RelativePath;
import lockstep.linux.Xattrs;

/// The extended attributes of an open file or directory; good as long as that is open.
final class LinuxFileAttributes extends LinuxAttributes {
  private final LinuxDescriptor descriptor;
  private final RelativePath path;

  LinuxFileAttributes(LinuxDescriptor descriptor, RelativePath path) {
    this.descriptor = descriptor;
    this.path = path;
  }

  @Override
  int list(ByteBuffer names) {
    return Xattrs.flistxattr(descriptor.number(), names);
  }

  @Override
  int get(byte[] name, ByteBuffer value) {
    return Xattrs.fgetxattr(descriptor.number(), name, value);
  }

  @Override
  int set(byte[] name, ByteBuffer value) {
    return Xattrs.fsetxattr(descriptor.number(), name, value);
  }

  @Override
  int removeNamed(byte[] name) {
    return Xattrs.fremovexattr(descriptor.number(), name);
  }

  @Override
  RelativePath path() {
    return path;
  }
}
