package lockstep.tree;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import lockstep.event.RelativePath;
import lockstep.linux.Xattrs;

/// The extended attributes of an entry of an open directory; good as long as the directory is open.
///
/// Links have attributes too but cannot be opened, and what is not readable cannot either. So the
/// entry is named `/proc/self/fd/N/NAME` in the calls that do not follow a link at the end: one
/// call, and it cannot lead out of the directory.
final class LinuxEntryAttributes extends LinuxAttributes {
  private final LinuxDescriptor directory;
  private final RelativePath directoryPath;
  private final byte[] entry;

  LinuxEntryAttributes(LinuxDescriptor directory, RelativePath directoryPath, byte[] entry) {
    this.directory = directory;
    this.directoryPath = directoryPath;
    this.entry = entry;
  }

  /// Made anew for each call: after the directory was closed, its number may stand for another.
  private byte[] file() {
    String prefix = "/proc/self/fd/" + directory.number() + "/";
    byte[] start = prefix.getBytes(StandardCharsets.US_ASCII);
    byte[] file = Arrays.copyOf(start, start.length + entry.length);
    System.arraycopy(entry, 0, file, start.length, entry.length);
    return file;
  }

  @Override
  int list(ByteBuffer names) {
    return Xattrs.llistxattr(file(), names);
  }

  @Override
  int get(byte[] name, ByteBuffer value) {
    return Xattrs.lgetxattr(file(), name, value);
  }

  @Override
  int set(byte[] name, ByteBuffer value) {
    return Xattrs.lsetxattr(file(), name, value);
  }

  @Override
  int removeNamed(byte[] name) {
    return Xattrs.lremovexattr(file(), name);
  }

  @Override
  RelativePath path() {
    return directoryPath.resolve(entry);
  }
}
