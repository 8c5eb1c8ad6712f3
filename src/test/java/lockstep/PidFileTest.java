package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import lockstep.config.ConfigurationException;
import lockstep.event.AbsolutePath;
import lockstep.linux.Processes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {
  @TempDir Path directory;

  @Test
  void holdsTheProcessIdAndIsRemoved() throws Exception {
    Path file = Files.writeString(directory.resolve("pid"), "12345678901234567890\n");
    try (var _ = write(file)) {
      assertEquals(ProcessHandle.current().pid() + "\n", Files.readString(file));
    }
    assertFalse(Files.exists(file));
  }

  @Test
  void anotherFileInItsPlaceStays() throws Exception {
    Path file = directory.resolve("pid");
    try (var _ = write(file)) {
      Files.delete(file);
      Files.writeString(file, "foreign");
    }
    assertEquals("foreign", Files.readString(file));
  }

  @Test
  void aSecondDaemonIsRefusedAndChangesNothing() throws Exception {
    Path file = directory.resolve("pid");
    Process holder = holder(file);
    try {
      assertEquals('x', holder.getInputStream().read());
      String before = Files.readString(file);
      var e = assertThrows(ConfigurationException.class, () -> write(file));
      assertEquals("Cannot lock pidfile; '" + file + "': another daemon holds it", e.getMessage());
      assertEquals(before, Files.readString(file));
    } finally {
      holder.destroyForcibly().waitFor();
    }
    write(file).close();
  }

  @Test
  void aLinkOfAnotherUserIsNotFollowed() throws Exception {
    assumeTrue(Processes.geteuid() == 0, "only root can make one");
    Path aim = Files.writeString(directory.resolve("aim"), "precious");
    Path link = Files.createSymbolicLink(directory.resolve("pid"), aim);
    Files.setAttribute(link, "unix:uid", 65_534, LinkOption.NOFOLLOW_LINKS);
    assertThrows(ConfigurationException.class, () -> write(link));
    assertEquals("precious", Files.readString(aim));
  }

  @Test
  void aMissingDirectoryIsToldOf() {
    Path file = directory.resolve("none/pid");
    var e = assertThrows(ConfigurationException.class, () -> write(file));
    assertEquals(
        "Cannot create pidfile; '" + file + "': ENOENT (No such file or directory)",
        e.getMessage());
  }

  @Test
  void aDeviceIsNeitherLockedNorRemoved() throws Exception {
    Path device = Devices.nothing(directory.resolve("null"));
    var e = assertThrows(ConfigurationException.class, () -> write(device));
    assertEquals("Cannot create pidfile; '" + device + "': it is a device", e.getMessage());
    assertTrue(Files.exists(device));
  }

  private static PidFile write(Path file) throws ConfigurationException {
    return PidFile.write(AbsolutePath.of(file.toString()));
  }

  /// A process of its own, for a process never stands in the way of its own locks.
  private static Process holder(Path file) throws IOException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classes(PidFile.class) + File.pathSeparator + classes(Holder.class),
            Holder.class.getName(),
            file.toString());
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static String classes(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  /// Writes the file named by its argument, says so, and stays.
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      try (var _ = write(Path.of(arguments[0]))) {
        System.out.print('x');
        System.out.flush();
        Thread.sleep(60_000);
      }
    }
  }
}
