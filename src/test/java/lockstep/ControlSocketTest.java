package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lockstep.Request.StatusRequest;
import lockstep.Request.WaitRequest;
import lockstep.config.ConfigurationException;
import lockstep.event.AbsolutePath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ControlSocketTest {
  @TempDir Path directory;
  private Path path = Path.of("/");
  private final FakeLoop loop = new FakeLoop(new Reply(2, List.of("one", "two\nforged\u001b[2J")));

  @BeforeEach
  void choose() {
    path = directory.resolve("x.sock");
  }

  @Test
  void onlyItsUserCanConnectAndItGoesWithTheDaemon() throws Exception {
    try (var _ = ControlSocket.open(path)) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }
    assertFalse(Files.exists(path));
  }

  @Test
  void answersAreLinesAndAnExitStatus() throws Exception {
    try (var socket = ControlSocket.open(path)) {
      socket.serve(loop);
      assertEquals("|one\n|two\\nforged\\x1b[2J\n=2\n", exchange("lockstep/1 status text\n"));
      assertEquals("StatusRequest[json=false]", loop.heard.take());
      assertEquals(2, ControlClient.ask(new StatusRequest(true), List.of(path), ""));
      assertEquals("StatusRequest[json=true]", loop.heard.take());
    }
  }

  @Test
  void nonsenseIsAnsweredAndNotPassedOn() throws Exception {
    try (var socket = ControlSocket.open(path)) {
      socket.serve(loop);
      assertEquals(
          "|this Lockstep does not understand the request\n=255\n", exchange("GET / HTTP/1.0\n"));
      assertEquals("", exchange("x".repeat(100_000)));
      assertTrue(loop.heard.isEmpty());
    }
  }

  @Test
  void aQuestionIsWithdrawnWhenTheOneWhoAskedIsGone() throws Exception {
    try (var socket = ControlSocket.open(path)) {
      socket.serve(loop);
      try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
        send(channel, "lockstep/1 wait\n");
        assertEquals("WaitRequest[timeout=null]", loop.heard.take());
      }
      assertEquals("cancelled", loop.heard.take());
    }
  }

  @Test
  void silentConnectionsHoldUpNobodyAndAreLimited() throws Exception {
    var silent = new ArrayList<SocketChannel>();
    try (var socket = ControlSocket.open(path)) {
      socket.serve(loop);
      for (int i = 0; i < 15; i++) {
        silent.add(SocketChannel.open(UnixDomainSocketAddress.of(path)));
      }
      assertEquals("=2", exchange("lockstep/1 status text\n").lines().toList().getLast());
      assertThrows(
          IOException.class,
          () -> {
            while (true) { // until all sixteen are taken; the last one may just be ending
              silent.add(SocketChannel.open(UnixDomainSocketAddress.of(path)));
              try (var peer = new Peer(silent.getLast())) {
                peer.readLine(100, Duration.ofMillis(1));
              } catch (InterruptedIOException _) {
                silent.set(silent.size() - 1, SocketChannel.open(UnixDomainSocketAddress.of(path)));
              }
            }
          });
    } finally {
      for (SocketChannel channel : silent) {
        channel.close();
      }
    }
  }

  @Test
  void aSocketLeftBehindIsReplaced() throws Exception {
    ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(path))
        .close();
    try (var socket = ControlSocket.open(path)) {
      socket.serve(loop);
      assertEquals("=2", exchange("lockstep/1 status text\n").lines().toList().getLast());
    }
  }

  @Test
  void aDaemonThatAnswersIsNotReplaced() throws Exception {
    try (var first = ControlSocket.open(path)) {
      first.serve(loop);
      var e = assertThrows(ConfigurationException.class, () -> ControlSocket.open(path));
      assertEquals(
          "another Lockstep runs with this configuration: it answers at " + path, e.getMessage());
      assertEquals("=2", exchange("lockstep/1 status text\n").lines().toList().getLast());
    }
  }

  @Test
  void whatIsNoSocketStays() throws Exception {
    Files.writeString(path, "precious");
    assertThrows(IOException.class, () -> ControlSocket.open(path));
    assertEquals("precious", Files.readString(path));
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("aim"));
    assertThrows(IOException.class, () -> ControlSocket.open(link));
    assertFalse(Files.exists(directory.resolve("aim")));
  }

  @Test
  void withoutADaemonTheExitStatusSaysSo() throws Exception {
    assertEquals(3, ControlClient.ask(new StatusRequest(false), List.of(path), ""));
    assertEquals(255, ControlClient.ask(new WaitRequest(null), List.of(path), ""));
  }

  @Test
  void theDaemonsThatAnswerAreFound() throws Exception {
    ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(directory.resolve("dead.sock")))
        .close();
    try (var socket = ControlSocket.open(path)) {
      socket.serve(loop);
      assertEquals(
          List.of(path), ControlClient.running(List.of(directory.resolve("none"), directory)));
    }
  }

  @Test
  void aConfiguredSocketHasALinkAtTheUsualPlace() throws Exception {
    Path usual = directory.resolve("run");
    Path configured = directory.resolve("own");
    try (var socket =
        ControlDirectory.open(
            AbsolutePath.of(configured.toString()),
            List.of(usual),
            place -> place.resolve("x.sock"))) {
      assertTrue(socket != null && Files.exists(configured, LinkOption.NOFOLLOW_LINKS));
      socket.serve(loop);
      assertEquals(
          2, ControlClient.ask(new StatusRequest(false), List.of(usual.resolve("x.sock")), ""));
    }
  }

  @Test
  void aDirectoryThatOthersCanWriteToIsNotUsed() throws Exception {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path good = directory.resolve("good");
    try (var socket =
        ControlDirectory.open(null, List.of(directory, good), place -> place.resolve("x.sock"))) {
      assertTrue(socket != null);
      assertFalse(Files.exists(path));
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(good)));
    }
  }

  private String exchange(String request) throws IOException {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      try {
        send(channel, request);
        return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException _) {
        return ""; // the daemon hung up
      }
    }
  }

  private static void send(SocketChannel channel, String text) throws IOException {
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
