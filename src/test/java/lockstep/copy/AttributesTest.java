package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.MemoryFaults;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.TreeException;
import org.junit.jupiter.api.Test;

/// That nobody is let in for a moment who is to stay out.
final class AttributesTest {
  private static final byte[] NAME = {'f'};

  private final MemoryFileSystem disk = new MemoryFileSystem(1, () -> Instant.EPOCH);
  private final List<String> modes = new ArrayList<>();

  private String mode(Directory directory) throws TreeException {
    return Integer.toOctalString(Objects.requireNonNull(directory.stat(NAME)).mode());
  }

  /// Sets an attribute and a mode on a new file.
  ///
  /// @return the modes that it had when the attribute was set, and in the end
  private List<String> set(String attribute, int mode) throws TreeException {
    disk.writer().mkdirs("top");
    try (Directory observed =
        disk.tree(RelativePath.of("top"), MemoryFaults.NONE).open(RelativePath.ROOT)) {
      MemoryFaults faults =
          (call, _) -> {
            if (call.equals("setxattr")) {
              modes.add(mode(observed));
            }
          };
      try (Directory directory =
          disk.tree(RelativePath.of("top"), faults).open(RelativePath.ROOT)) {
        directory.create(NAME, 0600).close();
        Attributes.set(
            new Inode.Named(directory, NAME),
            new Difference(-1, -1, mode, null),
            new ExtendedDifference(Map.of(attribute, "any".getBytes(StandardCharsets.US_ASCII))),
            CopyOptions.ARCHIVE,
            e -> {
              throw new AssertionError(e);
            });
      }
      modes.add(mode(observed));
    }
    return modes;
  }

  @Test
  void aGroupIsNotLetInBeforeTheListThatShutsItOut() throws TreeException {
    assertEquals(List.of("604", "664"), set("system.posix_acl_access", 0664));
  }

  @Test
  void otherAttributesComeAfterTheMode() throws TreeException {
    assertEquals(List.of("664"), set("user.any", 0664).subList(0, 1));
  }
}
