package lockstep.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import lockstep.event.RelativePath;
import lockstep.tree.TreeException.Reason;
import org.junit.jupiter.api.function.Executable;
import org.opentest4j.AssertionFailedError;

/// What holds for every [Tree]; the interfaces that extend this one are the contract, by subject.
///
/// It is run on the kernel's file system and on the simulation's, so that the one cannot drift from
/// the other.
interface TreeContract {
  /// The tree under test, empty at first.
  Tree tree();

  default Directory root() {
    return open("");
  }

  default Directory open(String path) {
    return unchecked(() -> tree().open(RelativePath.of(path)));
  }

  default void write(String path, String content) throws TreeException {
    RelativePath file = RelativePath.of(path);
    try (Directory directory = tree().open(file.parent());
        OpenFile out = directory.create(file.name(), 0644)) {
      out.write(ByteBuffer.wrap(bytes(content)), 0);
    }
  }

  default void mkdir(String path) throws TreeException {
    RelativePath made = RelativePath.of(path);
    try (Directory directory = tree().open(made.parent())) {
      directory.makeDirectory(made.name(), 0755);
    }
  }

  default String read(String path) throws TreeException {
    RelativePath file = RelativePath.of(path);
    try (Directory directory = tree().open(file.parent());
        OpenFile in = directory.openFile(file.name())) {
      return text(in);
    }
  }

  default String text(OpenFile in) throws TreeException {
    var buffer = ByteBuffer.allocate(Math.toIntExact(in.stat().size()) + 1);
    while (in.read(buffer, buffer.position()) > 0) {
      // until the end
    }
    return new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
  }

  default String names(String path) throws TreeException {
    try (Directory directory = open(path)) {
      return directory.list().stream()
          .map(entry -> new String(entry.name(), StandardCharsets.ISO_8859_1))
          .sorted()
          .collect(Collectors.joining(" "));
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  default Stat stat(Directory directory, String name) {
    Stat stat = unchecked(() -> directory.stat(bytes(name)));
    if (stat == null) {
      throw new AssertionFailedError("absent: " + name);
    }
    return stat;
  }

  /// Something that the file system may refuse.
  interface Call<T> {
    T run() throws TreeException;
  }

  /// Does what is not expected to fail.
  static <T> T unchecked(Call<T> call) {
    try {
      return call.run();
    } catch (TreeException e) {
      throw new AssertionFailedError("refused: " + e.getMessage(), e);
    }
  }

  static void refused(Reason reason, Executable call) {
    TreeException refusal = assertThrows(TreeException.class, call);
    assertEquals(reason, refusal.reason(), refusal.getMessage());
  }
}
