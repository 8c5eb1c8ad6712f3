package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import lockstep.LogSink.Severity;
import lockstep.config.ConfigurationException;
import lockstep.linux.Files;
import lockstep.linux.Sockets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is sent to syslog and to systemd.
class DatagramsTest {
  private static final Instant EIGHT =
      LocalDateTime.of(2026, 11, 3, 8, 0, 5).atZone(ZoneId.systemDefault()).toInstant();

  @TempDir Path directory;
  private String receiver = "";
  private int fd;

  @BeforeEach
  void listen() {
    receiver = directory.resolve("socket").toString();
    fd = Sockets.socket(Sockets.AF_UNIX, Sockets.SOCK_DGRAM | Sockets.SOCK_CLOEXEC, 0);
    assertEquals(0, Sockets.bind(fd, receiver.getBytes(StandardCharsets.UTF_8)));
  }

  @AfterEach
  void close() {
    Files.close(fd);
  }

  @Test
  void syslogHasPriorityIdentAndComma() throws Exception {
    var syslog = new Syslog("lsyncd", Syslog.facility("LOCAL0"), new Datagrams(receiver));
    syslog.line(EIGHT, Severity.NOTICE, "Normal", "--- Startup, daemonizing ---");
    assertEquals("<133>Nov  3 08:00:05 lsyncd: Normal, --- Startup, daemonizing ---", received());
    syslog.line(EIGHT, Severity.ERROR, "Error", "a\nb");
    assertEquals("<131>Nov  3 08:00:05 lsyncd: Error, a\nb", received());
  }

  @Test
  void facilities() throws Exception {
    assertEquals(1, Syslog.facility("user"));
    assertEquals(3, Syslog.facility("daemon"));
    assertEquals(23, Syslog.facility("local7"));
    for (String unknown : new String[] {"foo", "", "9999"}) {
      var e = assertThrows(ConfigurationException.class, () -> Syslog.facility(unknown));
      assertEquals("Logging facility '" + unknown + "' unknown.", e.getMessage());
    }
  }

  @Test
  void systemdIsToldOfEachState() {
    var notify = Notify.of(Map.of("NOTIFY_SOCKET", receiver), 7);
    notify.ready();
    assertEquals("READY=1", received());
    notify.reloading(5_000_999);
    assertEquals("RELOADING=1\nMONOTONIC_USEC=5000", received());
    notify.status("2 syncs\nforged=1");
    assertEquals("STATUS=2 syncs forged=1", received());
    notify.alive();
    assertEquals("WATCHDOG=1", received());
    notify.stopping();
    assertEquals("STOPPING=1", received());
    assertNull(notify.watchdog());
  }

  @Test
  void theWatchdogIsForTheProcessThatItNames() {
    var environment =
        Map.of("NOTIFY_SOCKET", receiver, "WATCHDOG_USEC", "3000000", "WATCHDOG_PID", "7");
    assertEquals(Duration.ofSeconds(3), Notify.of(environment, 7).watchdog());
    assertNull(Notify.of(environment, 8).watchdog());
    assertNull(Notify.of(Map.of("WATCHDOG_USEC", "3000000"), 7).watchdog());
  }

  @Test
  void aMessageThatNobodyTakesIsLostWithoutWaiting() {
    try (var full = new Datagrams(receiver)) {
      int sent = 0;
      while (full.send("x".repeat(1000)) && sent < 100_000) {
        sent++;
      }
      assertTrue(sent < 100_000, "the receiver's queue is never full");
    }
    try (var nobody = new Datagrams(receiver + ".gone")) {
      assertFalse(nobody.send("x"));
    }
  }

  @Test
  void anAbstractNameBeginsWithAnAt() {
    String name = "@lockstep-test-" + ProcessHandle.current().pid();
    byte[] address = name.getBytes(StandardCharsets.UTF_8);
    address[0] = 0;
    int other = Sockets.socket(Sockets.AF_UNIX, Sockets.SOCK_DGRAM | Sockets.SOCK_CLOEXEC, 0);
    assertEquals(0, Sockets.bind(other, address));
    try (var datagrams = new Datagrams(name)) {
      assertTrue(datagrams.send("hello"));
      assertEquals("hello", received(other));
    } finally {
      Files.close(other);
    }
  }

  private String received() {
    return received(fd);
  }

  private static String received(int fd) {
    var buffer = ByteBuffer.allocateDirect(4096);
    var bytes = new byte[Files.read(fd, buffer)];
    buffer.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
