package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import lockstep.linux.Processes;

/// Devices for tests that must not come near those of the machine.
final class Devices {
  private Devices() {}

  /// Makes another `/dev/null`. Skips the test when not run by root.
  static Path nothing(Path path) throws Exception {
    assumeTrue(Processes.geteuid() == 0, "only root can make one");
    assertEquals(0, new ProcessBuilder("mknod", path.toString(), "c", "1", "3").start().waitFor());
    return path;
  }
}
