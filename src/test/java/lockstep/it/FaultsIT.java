package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import lockstep.SandboxProcess.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The built program when something breaks around it.
class FaultsIT {
  private static final String PROMPT = "delay = 0, rsync = { archive = true }";

  private Stage stage;

  @BeforeEach
  void begin() throws Exception {
    stage = Stage.create();
    stage.configure(Stage.sync(PROMPT));
  }

  @AfterEach
  void end() throws Exception {
    if (stage != null) {
      stage.close();
    }
  }

  @Test
  void itIsKilledInTheMidstAndStartedAgain() throws Exception {
    Path outside = Files.createDirectory(stage.home.resolve("outside"));
    // What is deleted while it is down, no event tells of.
    stage.configure(Stage.sync(PROMPT + ", maxDelete = '100%'"));
    stage.start();
    stage.awaitInStep();
    try (var storm = new Storm(7, stage, outside, TreeDifference.Options.ARCHIVE)) {
      storm.letTimeGoOn();
      for (int i = 0; i < 3; i++) {
        storm.rage(this::killAndStart);
        stage.awaitInStep();
        stage.waitAndCompare(TreeDifference.Options.ARCHIVE);
      }
    }
    stage.stop();
  }

  private void killAndStart() throws Exception {
    stage.daemon().kill();
    stage.daemon().await(Stage.LIMIT);
    stage.start();
  }

  /// Starts the daemon with a file system of its own as target.
  private void startOnTmpfs(String options) throws Exception {
    stage.start(
        "sh",
        "-c",
        "mount -t tmpfs -o " + options + " tmpfs " + stage.target + "; exec \"$@\"",
        "sh");
    stage.awaitInStep();
  }

  @Test
  void aFullTargetGetsRoom() throws Exception {
    startOnTmpfs("size=2m");
    Files.write(stage.source.resolve("large"), new byte[5 << 20]);
    stage.daemon().awaitText(Stage.LIMIT, text -> text.contains("ENOSPC"));
    Files.writeString(stage.source.resolve("small"), "x");
    Outcome outcome = stage.lockstep("wait", "-timeout", "60", stage.configuration.toString());
    assertEquals(1, outcome.exit(), outcome::text);
    assertTrue(
        outcome.text().contains("/large") && outcome.text().contains("ENOSPC"), outcome::text);
    assertEquals("small\n", stage.inside("ls -A target"));
    stage.inside("mount -o remount,size=20m target");
    stage.awaitInStep(2);
    stage.inside("cmp source/large target/large && cmp source/small target/small");
    stage.stop();
  }

  @Test
  void aTargetIsReadOnlyForAWhile() throws Exception {
    startOnTmpfs("size=2m");
    stage.inside("mount -o remount,ro target");
    Files.writeString(stage.source.resolve("file"), "x");
    stage.daemon().awaitText(Stage.LIMIT, text -> text.contains("EROFS"));
    Outcome outcome = stage.lockstep("wait", "-timeout", "60", stage.configuration.toString());
    assertEquals(1, outcome.exit(), outcome::text);
    stage.inside("mount -o remount,rw target");
    stage.awaitInStep(2);
    assertEquals("file\n", stage.inside("ls -A target"));
    stage.stop();
  }

  @Test
  void aDirectoryIsRenamedWhileTheTargetIsReadOnly() throws Exception {
    Files.createDirectories(stage.source.resolve("before/below"));
    Files.writeString(stage.source.resolve("before/below/file"), "x");
    startOnTmpfs("size=2m");
    stage.inside("mount -o remount,ro target");
    Files.move(stage.source.resolve("before"), stage.source.resolve("after"));
    Outcome outcome = stage.lockstep("wait", "-timeout", "60", stage.configuration.toString());
    assertEquals(1, outcome.exit(), outcome::text); // and neither 0 nor the time limit's 2
    stage.inside("mount -o remount,rw target");
    stage.awaitInStep(2);
    assertEquals(
        "x", stage.inside("cat target/after/below/file; ls -A target | grep -v after || true"));
    stage.stop();
  }

  @Test
  void theSourceIsMovedAway() throws Exception {
    Files.writeString(stage.source.resolve("file"), "x");
    stage.start();
    stage.awaitInStep();
    Path away = stage.home.resolve("away");
    Files.move(stage.source, away);
    Files.createDirectory(stage.source);
    stage.daemon().awaitText(Stage.LIMIT, text -> text.contains(" halted: "));
    Outcome outcome = stage.lockstep("wait", "-timeout", "60", stage.configuration.toString());
    assertEquals(1, outcome.exit(), outcome::text);
    assertTrue(outcome.text().contains("source"), outcome::text);
    assertEquals("x", Files.readString(stage.target.resolve("file")));
    Files.delete(stage.source);
    Files.move(away, stage.source);
    Files.writeString(stage.source.resolve("later"), "y");
    assertEquals(0, stage.lockstep("resume", stage.configuration.toString()).exit());
    stage.waitAndCompare(TreeDifference.Options.ARCHIVE);
    stage.stop();
  }

  @Test
  void theSourceIsEmptyAtTheStart() throws Exception {
    Files.writeString(stage.target.resolve("file"), "precious");
    stage.start();
    stage.daemon().awaitText(Stage.LIMIT, text -> text.contains(" halted: "));
    Outcome outcome = stage.lockstep("wait", "-timeout", "60", stage.configuration.toString());
    assertEquals(1, outcome.exit(), outcome::text);
    assertTrue(outcome.text().contains("empty"), outcome::text);
    assertTrue(Files.exists(stage.target.resolve("file")));
    assertEquals(0, stage.lockstep("resume", stage.configuration.toString()).exit());
    stage.waitAndCompare(TreeDifference.Options.ARCHIVE);
    assertFalse(Files.exists(stage.target.resolve("file")));
    stage.stop();
  }
}
