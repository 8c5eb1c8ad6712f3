package lockstep.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import lockstep.SandboxProcess;
import org.jspecify.annotations.Nullable;

/// `rsync --daemon` on the loopback interface, with a stage's target as its module `target`.
final class RsyncServer implements AutoCloseable {
  private final Stage stage;
  final int port;
  private @Nullable SandboxProcess process;

  RsyncServer(Stage stage) throws IOException {
    this.stage = stage;
    this.port = freePort();
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  void start() throws IOException, InterruptedException {
    Path configuration = stage.home.resolve("rsyncd.conf");
    Files.writeString(
        configuration,
        """
        use chroot = yes
        munge symlinks = no
        uid = 0
        gid = 0
        log file = %s/rsyncd.log
        [target]
        path = %s
        read only = no
        """
            .formatted(stage.home, stage.target));
    process =
        stage.sandbox.start(
            "rsync",
            "--daemon",
            "--no-detach",
            "--config=" + configuration,
            "--address=127.0.0.1",
            "--port=" + port);
    awaitPort(port);
  }

  static void awaitPort(int port) throws InterruptedException {
    Stage.await("somebody listens on " + port, () -> isListening(port));
  }

  private static boolean isListening(int port) {
    try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /// Ends the server with all its connections, as a power cut would.
  void kill() {
    if (process != null) {
      process.close();
      process = null;
    }
  }

  String target() {
    return "rsync://127.0.0.1:" + port + "/target";
  }

  @Override
  public void close() {
    kill();
  }
}
