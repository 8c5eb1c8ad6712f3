package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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
import java.util.Arrays;
import java.util.List;
import lockstep.Request.StatusRequest;
import lockstep.Request.WaitRequest;
import lockstep.config.ConfigurationException;
import lockstep.event.AbsolutePath;
import org.jspecify.annotations.Nullable;
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
      socket.serve(loop, "/the/conf.lua");
      assertEquals("|one\n|two\\nforged\\x1b[2J\n=2\n", exchange("lockstep/1 status text\n"));
      assertEquals("StatusRequest[json=false]", loop.heard.take());
      assertEquals(2, new ControlClient(path).ask(new StatusRequest(true)));
      assertEquals("StatusRequest[json=true]", loop.heard.take());
    }
  }

  @Test
  void nonsenseIsAnsweredAndNotPassedOn() throws Exception {
    try (var socket = ControlSocket.open(path)) {
      socket.serve(loop, "/the/conf.lua");
      assertEquals(
          "!this Lockstep does not understand the request\n=255\n", exchange("GET / HTTP/1.0\n"));
      assertEquals("", exchange("x".repeat(100_000)));
      assertTrue(loop.heard.isEmpty());
    }
  }

  @Test
  void aQuestionIsWithdrawnWhenTheOneWhoAskedIsGone() throws Exception {
    try (var socket = ControlSocket.open(path)) {
      socket.serve(loop, "/the/conf.lua");
      try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
        send(channel, "lockstep/1 wait\n");
        assertEquals("WaitRequest[timeout=null]", loop.heard.take());
      }
      assertEquals("cancelled", loop.heard.take());
    }
  }

  @Test
  void silentConnectionsAreDroppedAndWhoComesMeanwhileIsTold() throws Exception {
    var silent = new ArrayList<SocketChannel>();
    try (var socket = ControlSocket.open(path)) {
      socket.serve(loop, "/the/conf.lua");
      for (int i = 0; i < 64; i++) {
        silent.add(SocketChannel.open(UnixDomainSocketAddress.of(path)));
      }
      assertEquals(
          "!too many programs ask Lockstep at once; try again in a moment\n=255\n", exchange(""));
      assertEquals(255, new ControlClient(path).ask(new StatusRequest(true)));
      String answer = "";
      while (!answer.endsWith("=2\n")) {
        answer = exchange("lockstep/1 status text\n");
      }
    } finally {
      for (SocketChannel channel : silent) {
        channel.close();
      }
    }
  }

  @Test
  void aDaemonSaysWhatItRuns() throws Exception {
    try (var socket = ControlSocket.open(path)) {
      socket.serve(loop, "/the/conf.lua");
      assertEquals("/the/conf.lua", new ControlClient(path).who());
      assertTrue(loop.heard.isEmpty());
    }
  }

  @Test
  void aStoppedDaemonIsNotWaitedForWithoutEnd() throws Exception {
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      for (Request request : List.of(new StatusRequest(false), new WaitRequest(null))) {
        var client = new ControlClient(path, Duration.ofMillis(10));
        var e = assertThrows(ConfigurationException.class, () -> client.ask(request));
        assertEquals(
            "Lockstep does not answer at "
                + path
                + " for 0 s: it is stopped, or the machine is overloaded",
            e.getMessage());
      }
    }
  }

  @Test
  void aSocketLeftBehindIsReplaced() throws Exception {
    ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(path))
        .close();
    try (var socket = ControlSocket.open(path)) {
      socket.serve(loop, "/the/conf.lua");
      assertEquals("=2", exchange("lockstep/1 status text\n").lines().toList().getLast());
    }
  }

  @Test
  void aDaemonThatAnswersIsNotReplaced() throws Exception {
    try (var first = ControlSocket.open(path)) {
      first.serve(loop, "/the/conf.lua");
      var e = assertThrows(ConfigurationException.class, () -> ControlSocket.open(path));
      assertEquals(
          "another Lockstep runs with this configuration: it answers at " + path, e.getMessage());
      assertEquals("=2", exchange("lockstep/1 status text\n").lines().toList().getLast());
    }
  }

  @Test
  void whatIsNoSocketStays() throws Exception {
    Files.writeString(path, "precious");
    var e = assertThrows(IOException.class, () -> ControlSocket.open(path));
    assertEquals(
        "something that is no socket has this name; remove it, or name another", e.getMessage());
    assertEquals("precious", Files.readString(path));
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("aim"));
    assertThrows(IOException.class, () -> ControlSocket.open(link));
    assertFalse(Files.exists(directory.resolve("aim")));
  }

  @Test
  void theDirectoryOfAConfiguredSocketMustBeThere() {
    var configured = AbsolutePath.of(directory + "/none/x.sock");
    var e =
        assertThrows(
            ConfigurationException.class,
            () -> ControlDirectory.open(configured, List.of(), place -> place));
    assertEquals(
        "controlSocket %s: the directory %s/none/: ENOENT (No such file or directory)"
            .formatted(configured, directory),
        e.getMessage());
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
      socket.serve(loop, "/the/conf.lua");
      assertEquals(2, new ControlClient(usual.resolve("x.sock")).ask(new StatusRequest(false)));
    }
  }

  @Test
  void aLinkLeftBehindIsReplaced() throws Exception {
    Files.createSymbolicLink(path, directory.resolve("gone"));
    try (var socket = usual(null)) {
      assertTrue(socket != null);
      socket.serve(loop, "/the/conf.lua");
      assertEquals("=2", exchange("lockstep/1 status text\n").lines().toList().getLast());
    }
  }

  @Test
  void aDaemonFromBeforeTheSocketWasConfiguredElsewhereKeepsItsPlace() throws Exception {
    var own = AbsolutePath.of(directory.resolve("own").toString());
    var other = AbsolutePath.of(directory.resolve("other").toString());
    for (var first : Arrays.<@Nullable AbsolutePath>asList(null, own)) {
      try (var socket = usual(first)) {
        assertTrue(socket != null);
        socket.serve(loop, "/the/conf.lua");
        for (var second : Arrays.<@Nullable AbsolutePath>asList(null, own, other)) {
          var e = assertThrows(ConfigurationException.class, () -> usual(second));
          assertTrue(e.getMessage().startsWith("another Lockstep runs"), e.getMessage());
        }
        assertEquals("=2", exchange("lockstep/1 status text\n").lines().toList().getLast());
      }
    }
  }

  private @Nullable ControlSocket usual(@Nullable AbsolutePath configured)
      throws ConfigurationException {
    return ControlDirectory.open(configured, List.of(directory), place -> place.resolve("x.sock"));
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
