package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import lockstep.config.ConfigurationException;
import lockstep.config.InotifyMode;
import lockstep.config.Settings;
import lockstep.event.AbsolutePath;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsTest {
  @TempDir Path directory;

  @Test
  void openingThemAgainLeavesNoDescriptorBehind() throws Exception {
    try (var logs = new Logs(false)) {
      logs.open(settings(null));
      logs.open(settings(directory.resolve("log")));
      logs.open(settings(null));
      long before = sockets();
      for (int i = 0; i < 10; i++) {
        logs.open(settings(directory.resolve("log")));
        logs.open(settings(null));
      }
      assertEquals(before, sockets());
    }
  }

  @Test
  void whatCannotBeOpenedChangesNothing() throws Exception {
    Path file = directory.resolve("log");
    try (var logs = new Logs(true)) {
      logs.open(settings(file));
      assertThrows(
          ConfigurationException.class, () -> logs.open(settings(directory.resolve("none/log"))));
    }
  }

  /// How many descriptors this process has of sockets and of the log; others come and go.
  private long sockets() throws IOException {
    try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.filter(this::isOurs).count();
    }
  }

  private boolean isOurs(Path descriptor) {
    try {
      String aim = Files.readSymbolicLink(descriptor).toString();
      return aim.startsWith("socket:") || aim.startsWith(directory.toString());
    } catch (IOException _) {
      return false; // the one that the list is read by
    }
  }

  private static Settings settings(@Nullable Path log) {
    return new Settings(
        log == null ? null : AbsolutePath.of(log.toString()),
        null,
        null,
        Duration.ofSeconds(10),
        false,
        false,
        false,
        InotifyMode.CLOSE_WRITE,
        "lsyncd",
        "user",
        null);
  }
}
