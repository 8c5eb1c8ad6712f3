package lockstep.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import lockstep.SandboxProcess;
import org.jspecify.annotations.Nullable;

/// A real sshd on the loopback interface, with keys of its own, that lets root in.
final class SshServer implements AutoCloseable {
  private final Stage stage;
  private final int port;
  private @Nullable SandboxProcess process;

  /// @param forced a command that is run whatever a client asks for, or empty
  SshServer(Stage stage, String forced) throws IOException, InterruptedException {
    this.stage = stage;
    this.port = RsyncServer.freePort();
    stage.sandbox.output("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path("hostkey"));
    stage.sandbox.output("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path("key"));
    String key = Files.readString(Path.of(path("key.pub")));
    String options = forced.isEmpty() ? "" : "command=\"" + forced + "\",no-pty ";
    Files.writeString(Path.of(path("authorized")), options + key);
    Files.writeString(
        Path.of(path("sshd_config")),
        """
        Port %d
        ListenAddress 127.0.0.1
        HostKey HOME/hostkey
        AuthorizedKeysFile HOME/authorized
        PidFile none
        StrictModes no
        UsePAM no
        PermitRootLogin yes
        MaxStartups 100
        """
            .formatted(port)
            .replace("HOME", stage.home.toString()));
  }

  private String path(String name) {
    return stage.home.resolve(name).toString();
  }

  /// A script that a client's command is given to, as `rrsync` and its like are.
  static Path script(Stage stage, String name, String text) throws IOException {
    Path script = stage.home.resolve(name);
    Files.writeString(script, text);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }

  void start() throws IOException, InterruptedException {
    process =
        stage.sandbox.start(
            "sh", "-c", "mkdir -p /run/sshd; exec /usr/sbin/sshd -D -e -f " + path("sshd_config"));
    RsyncServer.awaitPort(port);
  }

  /// Ends the server with all its connections, as a power cut would.
  void kill() {
    if (process != null) {
      process.close();
      process = null;
    }
  }

  /// The `ssh` table that reaches it.
  String table() {
    return "{ identityFile = \"%s\", port = %d, options = { StrictHostKeyChecking = \"no\", UserKnownHostsFile = \"/dev/null\", LogLevel = \"ERROR\" } }"
        .formatted(path("key"), port);
  }

  /// The command with which rsync reaches it.
  String rsh() {
    return "ssh -i %s -p %d -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR"
        .formatted(path("key"), port);
  }

  /// What it and its clients said.
  String text() throws IOException {
    return process == null ? "" : process.text();
  }

  @Override
  public void close() {
    kill();
  }
}
