package lockstep.tree;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import lockstep.event.AbsolutePath;
import lockstep.event.Printable;
import lockstep.tree.TreeException.Reason;
import org.junit.jupiter.api.function.Executable;

/// Shorthand of the tests of [LinuxTree].
final class LinuxFixture {
  private LinuxFixture() {}

  /// A name with a byte for each character.
  static byte[] name(String text) {
    return text.getBytes(ISO_8859_1);
  }

  static AbsolutePath path(Path path) {
    return AbsolutePath.of(path.toString());
  }

  static void assertRefused(Reason reason, Executable operation) {
    TreeException refusal = assertThrows(TreeException.class, operation);
    if (refusal.reason() != reason) {
      throw new AssertionError("expected " + reason + " but was " + refusal.reason(), refusal);
    }
  }

  /// The entries as `name TYPE`, in order.
  static List<String> listing(Directory directory) throws TreeException {
    var lines = new TreeSet<String>();
    for (Directory.Entry entry : directory.list()) {
      lines.add(Printable.of(entry.name()) + " " + entry.type());
    }
    return List.copyOf(lines);
  }

  /// What an entry that must be there is.
  static Stat stat(Directory directory, String name) throws TreeException {
    return Objects.requireNonNull(directory.stat(name(name)));
  }

  static void write(Directory directory, String name, String content) throws TreeException {
    try (OpenFile file = directory.create(name(name), 0644)) {
      file.write(ByteBuffer.wrap(name(content)), 0);
    }
  }

  static String read(Directory directory, String name) throws TreeException {
    try (OpenFile file = directory.openFile(name(name))) {
      return read(file);
    }
  }

  static String read(OpenFile file) throws TreeException {
    var buffer = ByteBuffer.allocate(Math.toIntExact(file.stat().size()));
    while (buffer.hasRemaining() && file.read(buffer, buffer.position()) > 0) {
      // until it is full or the file has ended
    }
    return new String(buffer.array(), 0, buffer.position(), ISO_8859_1);
  }
}
