package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import lockstep.it.TreeDifference.Options;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Targets behind a real sshd.
final class SshIT {
  private Stage stage;

  @BeforeEach
  void prepare() throws Exception {
    stage = Stage.create();
  }

  @AfterEach
  void clean() throws Exception {
    stage.close();
  }

  private void configure(SshServer server, String rsync) throws Exception {
    stage.configure(
        """
        settings { nodaemon = true }
        sync { default.rsyncssh, source = "SOURCE", host = "127.0.0.1", targetdir = "TARGET", delay = 0,
          ssh = %s, rsync = { archive = true, %s } }
        """
            .formatted(server.table(), rsync));
  }

  @Test
  void followsChurnOverOneConnection() throws Exception {
    try (var server = new SshServer(stage, "")) {
      server.start();
      configure(server, "checksum = true");
      Path outside = Files.createDirectory(stage.home.resolve("outside"));
      stage.start();
      stage.awaitInStep();
      try (var storm = new Storm(3, stage, outside, Options.ARCHIVE)) {
        for (int round = 0; round < 2; round++) {
          storm.rageUnseen(() -> {});
          stage.waitAndCompare(Options.ARCHIVE);
        }
      }
      assertTrue(stage.log().contains("Moving "), stage::toString);
      try (var sockets = stage.daemon().inside("ls", "/run/lockstep/ssh")) {
        assertFalse(sockets.await(Stage.LIMIT).text().isBlank());
      }
      stage.stop();
    }
  }

  @Test
  void aRenamedDirectoryIsNotSentAgain() throws Exception {
    try (var server = new SshServer(stage, "")) {
      server.start();
      configure(server, "");
      Path file = Files.createDirectories(stage.source.resolve("it's/deep")).resolve("-rf $(x)");
      Files.write(file, new byte[1 << 20]);
      stage.start();
      stage.awaitInStep();
      Object before = inode(stage.target.resolve("it's/deep/-rf $(x)"));
      Files.move(stage.source.resolve("it's"), stage.source.resolve("new \"name\""));
      stage.waitAndCompare(Options.ARCHIVE);
      assertEquals(before, inode(stage.target.resolve("new \"name\"/deep/-rf $(x)")));
      stage.stop();
    }
  }

  private static Object inode(Path file) throws Exception {
    return Files.getAttribute(file, "unix:ino");
  }

  @Test
  void nothingIsForgottenWhileTheHostIsAway() throws Exception {
    try (var server = new SshServer(stage, "")) {
      server.start();
      configure(server, "");
      Files.createDirectories(stage.source.resolve("gone/below"));
      Files.writeString(stage.source.resolve("gone/below/file"), "x");
      stage.start();
      stage.awaitInStep();
      server.kill();
      Files.move(stage.source.resolve("gone"), stage.source.resolve("moved"));
      Files.writeString(stage.source.resolve("new"), "new");
      stage.daemon().awaitText(Stage.LIMIT, text -> text.contains("again in "));
      server.start();
      stage.waitAndCompare(Options.ARCHIVE);
      stage.stop();
    }
  }

  /// As `rrsync` does: only rsync may be run, whatever else is asked for.
  @Test
  void aForcedCommandThatAllowsOnlyRsync() throws Exception {
    Path forced =
        SshServer.script(
            stage,
            "forced",
            """
            #!/bin/sh
            case $SSH_ORIGINAL_COMMAND in
              'rsync --server '*) exec $SSH_ORIGINAL_COMMAND ;;
              *) echo "not allowed: $SSH_ORIGINAL_COMMAND" >&2; exit 1 ;;
            esac
            """);
    try (var server = new SshServer(stage, forced.toString())) {
      server.start();
      configure(server, "");
      Files.writeString(stage.source.resolve("a"), "a");
      stage.start();
      stage.awaitInStep();
      Files.move(stage.source.resolve("a"), stage.source.resolve("b"));
      stage.waitAndCompare(Options.ARCHIVE);
      stage.stop();
    }
  }

  @Test
  void rsyncThatIsKilledIsRunAgain() throws Exception {
    try (var server = new SshServer(stage, "")) {
      server.start();
      stage.configure(
          """
          settings { nodaemon = true }
          sync { default.rsync, source = "SOURCE", target = "127.0.0.1:TARGET", delay = 0,
            rsync = { archive = true, rsh = "%s", bwlimit = 4000 } }
          """
              .formatted(server.rsh()));
      stage.start();
      stage.awaitInStep();
      Files.write(stage.source.resolve("big"), new byte[8 << 20]);
      stage.daemon().awaitText(Stage.LIMIT, text -> text.contains("\n/big"));
      // the process space of the sandbox has no other rsync
      try (var kill =
          stage.daemon().inside("sh", "-c", "until pkill -9 -x rsync; do sleep 0.01; done")) {
        assertEquals(0, kill.await(Stage.LIMIT).exit());
      }
      stage.daemon().awaitText(Stage.LIMIT, text -> text.contains("killed by signal 9"));
      stage.waitAndCompare(Options.ARCHIVE);
      stage.stop();
    }
  }
}
