package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import lockstep.LogSink.Severity;
import lockstep.config.ConfigurationException;
import lockstep.event.AbsolutePath;
import lockstep.linux.Processes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
  private static final Instant EIGHT =
      LocalDateTime.of(2026, 11, 3, 8, 0, 5).atZone(ZoneId.systemDefault()).toInstant();

  @TempDir Path directory;

  @Test
  void linesAreAppendedInLsyncdsFormat() throws Exception {
    Path file = Files.writeString(directory.resolve("log"), "before\n");
    try (var log = open(file)) {
      log.line(EIGHT, Severity.NOTICE, "Normal", "--- Startup ---");
      log.line(EIGHT, Severity.ERROR, "Error", "a\nb");
    }
    assertEquals(
        """
        before
        Tue Nov  3 08:00:05 2026 Normal: --- Startup ---
        Tue Nov  3 08:00:05 2026 Error: a
        b
        """,
        Files.readString(file));
  }

  @Test
  void aRotationByRenamingIsFollowedAtTheNextLine() throws Exception {
    Path file = directory.resolve("log");
    Path old = directory.resolve("log.1");
    try (var log = open(file)) {
      log.line(EIGHT, Severity.NOTICE, "Normal", "one");
      Files.move(file, old);
      log.line(EIGHT, Severity.NOTICE, "Normal", "two");
      Files.delete(file);
      log.line(EIGHT, Severity.NOTICE, "Normal", "three");
    }
    assertEquals("Tue Nov  3 08:00:05 2026 Normal: one\n", Files.readString(old));
    assertEquals("Tue Nov  3 08:00:05 2026 Normal: three\n", Files.readString(file));
  }

  @Test
  void lostLinesAreCounted() throws Exception {
    Path sub = Files.createDirectory(directory.resolve("sub"));
    try (var log = open(sub.resolve("log"))) {
      Files.delete(sub.resolve("log"));
      Files.delete(sub);
      log.line(EIGHT, Severity.NOTICE, "Normal", "one");
      log.line(EIGHT, Severity.NOTICE, "Normal", "two");
      Files.createDirectory(sub);
      log.line(EIGHT, Severity.NOTICE, "Normal", "three");
      log.line(EIGHT, Severity.NOTICE, "Normal", "four");
    }
    assertEquals(
        """
        Tue Nov  3 08:00:05 2026 Warn: 2 lines of the log could not be written
        Tue Nov  3 08:00:05 2026 Normal: three
        Tue Nov  3 08:00:05 2026 Normal: four
        """,
        Files.readString(sub.resolve("log")));
  }

  @Test
  void ourOwnLinkIsFollowed() throws Exception {
    Path aim = Files.createFile(directory.resolve("aim"));
    Path link = Files.createSymbolicLink(directory.resolve("log"), aim);
    try (var log = open(link)) {
      log.line(EIGHT, Severity.NOTICE, "Normal", "one");
      log.line(EIGHT, Severity.NOTICE, "Normal", "two");
    }
    assertEquals(2, Files.readAllLines(aim).size());
  }

  @Test
  void aLinkOfAnotherUserIsNotFollowed() throws Exception {
    assumeTrue(Processes.geteuid() == 0, "only root can make one");
    Path aim = Files.createFile(directory.resolve("aim"));
    Path link = Files.createSymbolicLink(directory.resolve("log"), aim);
    Files.setAttribute(link, "unix:uid", 65_534, LinkOption.NOFOLLOW_LINKS);
    var e = assertThrows(ConfigurationException.class, () -> open(link));
    assertTrue(
        e.getMessage().startsWith("Cannot open logfile [" + link + "]! ELOOP"), e.getMessage());
  }

  @Test
  void aDirectoryInItsPlaceIsToldOf() throws IOException {
    var e = assertThrows(ConfigurationException.class, () -> open(directory));
    assertEquals(
        "Cannot open logfile [" + directory + "]! EISDIR (Is a directory)", e.getMessage());
  }

  @Test
  @Timeout(60)
  void aFifoInItsPlaceIsRefusedAndNobodyWaitsForAReader() throws Exception {
    Path fifo = directory.resolve("fifo");
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    var e = assertThrows(ConfigurationException.class, () -> open(fifo));
    String why = "Cannot open logfile [" + fifo + "]! it is a FIFO or a socket, not a file";
    assertEquals(why, e.getMessage());
    try (var _ = new RandomAccessFile(fifo.toFile(), "rw")) {
      assertEquals(why, assertThrows(ConfigurationException.class, () -> open(fifo)).getMessage());
    }
  }

  @Test
  void theNullDeviceIsAPlaceToo() throws Exception {
    try (var log = open(Path.of("/dev/null"))) {
      log.line(EIGHT, Severity.NOTICE, "Normal", "one");
    }
  }

  private static LogFile open(Path path) throws ConfigurationException {
    return LogFile.open(AbsolutePath.of(path.toString()));
  }
}
