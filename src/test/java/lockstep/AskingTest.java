package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import lockstep.Request.StatusRequest;
import lockstep.Request.WaitRequest;
import lockstep.config.ConfigurationException;
import lockstep.event.AbsolutePath;
import lockstep.linux.Processes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Which daemon is asked, and what is said where there is none.
@Timeout(60)
class AskingTest {
  @TempDir Path directory;
  private final FakeLoop loop = new FakeLoop(new Reply(7, List.of()));

  @Test
  void withoutADaemonTheExitStatusSaysSo() throws Exception {
    assertEquals(3, ask(new StatusRequest(false), null));
    assertEquals(255, ask(new WaitRequest(null), null));
    assertEquals(255, ask(new Request.ResumeRequest(), "/conf.lua"));
    var asking = asking(new StatusRequest(false), null, null);
    assertEquals(
        "no Lockstep is running with /etc/lsyncd/lsyncd.conf.lua\n",
        asking.absence(asking.others()));
  }

  @Test
  void theUsualOneIsAskedWhereNoneIsNamed() throws Exception {
    try (var _ = daemon("/etc/lsyncd/lsyncd.conf.lua");
        var _ = daemon("/other.lua")) {
      assertEquals(7, ask(new StatusRequest(false), null));
      assertEquals(7, ask(new StatusRequest(false), "/other.lua"));
    }
  }

  @Test
  void theOnlyOneIsNotAskedForAnother() throws Exception {
    Path process = ControlPlace.ofProcess(directory, 4711);
    try (var _ = daemon("/other.lua");
        var two = ControlSocket.open(process)) {
      two.serve(loop, "-direct /a /b");
      assertEquals(255, ask(new WaitRequest(null), null));
      var asking = asking(new WaitRequest(null), null, null);
      assertEquals(
          """
          no Lockstep is running with /etc/lsyncd/lsyncd.conf.lua
          These are running; name the one that is meant:
            lockstep wait /other.lua
            lockstep wait -socket %s  (-direct /a /b)
          """
              .formatted(process),
          asking.absence(asking.others()));
      assertEquals(List.of(), List.copyOf(loop.heard));
      assertEquals(7, asking(new StatusRequest(false), null, process).run());
    }
  }

  @Test
  void whatIsLeftBehindIsNoDaemon() throws Exception {
    ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(ControlPlace.of(directory, Asking.USUAL)))
        .close();
    assertEquals(3, ask(new StatusRequest(false), null));
  }

  @Test
  void whoMayNotLookIsToldSo() throws Exception {
    assumeTrue(Processes.geteuid() != 0, "root may look everywhere");
    Files.setPosixFilePermissions(directory, Set.of());
    var e =
        assertThrows(
            ConfigurationException.class, () -> ask(new StatusRequest(false), "/conf.lua"));
    Path socket = ControlPlace.of(directory, AbsolutePath.of("/conf.lua"));
    assertEquals(
        "permission denied on "
            + socket
            + ": run this as root, or as the user that the daemon runs as",
        e.getMessage());
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
  }

  private ControlSocket daemon(String config) throws Exception {
    var socket = ControlSocket.open(ControlPlace.of(directory, AbsolutePath.of(config)));
    socket.serve(loop, config);
    return socket;
  }

  private int ask(Request request, @Nullable String config) throws ConfigurationException {
    return asking(request, config, null).run();
  }

  private Asking asking(Request request, @Nullable String config, @Nullable Path socket) {
    var named = config == null ? null : new Invocation.ConfigPath(AbsolutePath.of(config), config);
    AbsolutePath at = socket == null ? null : AbsolutePath.of(socket.toString());
    return new Asking(List.of(directory), new Invocation.Ask(request, named, at));
  }
}
