package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lockstep.event.AbsolutePath;
import lockstep.filter.Filters;
import lockstep.tree.LinuxTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is mounted in a source, by the example of `/dev/pts`. Nothing else of `/dev` is read.
final class MountPointsTest {
  private static final Path MOUNTED = Path.of("/dev/pts");

  @TempDir Path target;

  @BeforeEach
  void somethingIsMounted() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "devices need root");
    assumeTrue(
        Files.isDirectory(MOUNTED)
            && !Files.getAttribute(MOUNTED, "unix:dev")
                .equals(Files.getAttribute(MOUNTED.getParent(), "unix:dev")),
        "nothing is mounted there");
  }

  @Test
  void isCopiedAsARule() throws Exception {
    assertTrue(copied(false).contains("ptmx"));
  }

  @Test
  void isLeftOutWithOneFileSystem() throws Exception {
    Files.createDirectory(target.resolve("pts"));
    Files.writeString(target.resolve("pts/old"), "stays");
    assertEquals(List.of("old"), copied(true));
  }

  private List<String> copied(boolean oneFileSystem) throws Exception {
    var filters =
        Filters.parse(
            Stream.of("+ /pts/", "+ /pts/ptmx", "H *")
                .map(rule -> rule.getBytes(StandardCharsets.UTF_8))
                .toList(),
            List.of());
    var options = CopyOptions.ARCHIVE.with(new Reach(false, oneFileSystem, false));
    try (LinuxTree source = LinuxTree.open(AbsolutePath.of("/dev"));
        LinuxTree into = LinuxTree.open(AbsolutePath.of(target.toString()))) {
      Report report = new Mirror(source, into, filters, options, true, Runnable::run).scanAll();
      assertEquals(List.of(), report.failures());
    }
    try (Stream<Path> names = Files.list(target.resolve("pts"))) {
      return names.map(each -> each.getFileName().toString()).toList();
    }
  }
}
