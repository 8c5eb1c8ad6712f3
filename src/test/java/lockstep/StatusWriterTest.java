package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import lockstep.event.AbsolutePath;
import lockstep.status.Watches;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusWriterTest {
  private static final String EMPTY =
      """
      Lsyncd status report at Thu Jan  1 00:00:00 1970

      Inotify watching 0 directories
      """;

  @TempDir Path directory;

  @Test
  void replacesTheFileAndLeavesNothingBehind() throws Exception {
    Path file = Files.writeString(directory.resolve("status"), "old");
    write(file, watching(0));
    assertEquals(EMPTY, Files.readString(file));
    assertEquals(List.of("status"), names());
  }

  @Test
  void aReaderKeepsTheWholeOldFile() throws Exception {
    Path file = Files.writeString(directory.resolve("status"), "old");
    try (var reader = Files.newInputStream(file)) {
      write(file, watching(0));
      assertEquals("old", new String(reader.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void aLongFileArrivesWhole() throws Exception {
    Path file = directory.resolve("status");
    write(file, watching(20_000));
    List<String> lines = Files.readAllLines(file);
    assertEquals(20_003, lines.size());
    assertEquals("  20000: /watched/directory/number/20000/", lines.getLast());
  }

  @Test
  void plantedLinksAreNotFollowed() throws Exception {
    Path aim = Files.writeString(directory.resolve("aim"), "precious");
    Path file = Files.createSymbolicLink(directory.resolve("status"), aim);
    Files.createSymbolicLink(directory.resolve(".status.lockstep"), aim);
    write(file, watching(0));
    assertEquals("precious", Files.readString(aim));
    assertEquals(EMPTY, Files.readString(file));
    assertFalse(Files.isSymbolicLink(file));
  }

  @Test
  void whatCannotBeReplacedStays() throws Exception {
    Path file = Files.createDirectory(directory.resolve("status"));
    var e = assertThrows(ErrnoException.class, () -> write(file, watching(0)));
    assertEquals("EISDIR (Is a directory)", e.getMessage());
    assertEquals(List.of("status"), names());
    assertEquals(true, Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void aDeviceIsWrittenToAndNotReplaced() throws Exception {
    Path device = Devices.nothing(directory.resolve("null"));
    write(device, watching(0));
    Path link = Files.createSymbolicLink(directory.resolve("status"), device);
    write(link, watching(0));
    assertFalse(Files.isRegularFile(device));
    assertTrue(Files.isSymbolicLink(link));
    assertEquals(2, names().size());
  }

  private static void write(Path file, Watches watches) throws ErrnoException {
    new StatusWriter(AbsolutePath.of(file.toString()))
        .write(Instant.EPOCH, ZoneId.of("UTC"), List.of(), watches);
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static Watches watching(int count) {
    return new Watches() {
      @Override
      public int size() {
        return count;
      }

      @Override
      public void forEach(Visitor visitor) {
        for (int i = 1; i <= count; i++) {
          visitor.watched(i, AbsolutePath.of("/watched/directory/number/" + i));
        }
      }
    };
  }
}
