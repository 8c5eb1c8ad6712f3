package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lockstep.SandboxProcess.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The built program where a comparison would delete much.
class BrakesIT {
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

  private static void fill(Path directory, int files) throws IOException {
    Files.createDirectories(directory);
    for (int i = 0; i < files; i++) {
      Files.writeString(directory.resolve("file" + i), "precious");
    }
  }

  private static int files(Path directory) {
    String[] names = directory.toFile().list();
    return names == null ? 0 : names.length;
  }

  private Outcome await() throws Exception {
    return stage.lockstep("wait", "-timeout", "60", stage.configuration.toString());
  }

  @Test
  void moreThanHalfIsDeletedOnlyWhenItIsConfirmed() throws Exception {
    fill(stage.source.resolve("kept"), 50);
    fill(stage.target.resolve("kept"), 50);
    fill(stage.target.resolve("a/b"), 90);
    fill(stage.target.resolve("kept/gone"), 10);
    stage.start();
    stage.daemon().awaitText(Stage.LIMIT, text -> text.contains(" halted: "));
    Outcome outcome = await();
    assertEquals(1, outcome.exit(), outcome::text);
    assertTrue(outcome.text().contains("delete 103 of 154 entries"), outcome::text);
    assertTrue(outcome.text().contains("lockstep resume"), outcome::text);
    String status = stage.lockstep("status", stage.configuration.toString()).text();
    assertTrue(status.contains("maxDelete"), status);
    assertEquals(90, files(stage.target.resolve("a/b")));
    assertEquals(10, files(stage.target.resolve("kept/gone")));
    assertEquals(0, stage.lockstep("resume", stage.configuration.toString()).exit());
    stage.waitAndCompare(TreeDifference.Options.ARCHIVE);
    assertFalse(Files.exists(stage.target.resolve("a")));
    stage.stop();
  }

  @Test
  void aHaltOutlivesARestart() throws Exception {
    fill(stage.source, 10);
    fill(stage.target.resolve("a"), 100);
    stage.start();
    stage.daemon().awaitText(Stage.LIMIT, text -> text.contains(" halted: "));
    stage.daemon().signal("HUP");
    stage.daemon().awaitText(Stage.LIMIT, text -> text.contains("HUP"));
    assertEquals(1, await().exit());
    stage.stop();
    stage.start();
    stage.daemon().awaitText(Stage.LIMIT, text -> text.contains(" halted: "));
    assertEquals(100, files(stage.target.resolve("a")));
    stage.stop();
  }

  @Test
  void withoutALimitItIsDeletedAtOnce() throws Exception {
    stage.configure(Stage.sync(PROMPT + ", maxDelete = '100%'"));
    fill(stage.source, 10);
    fill(stage.target.resolve("a"), 200);
    stage.start();
    stage.awaitInStep();
    stage.waitAndCompare(TreeDifference.Options.ARCHIVE);
    stage.stop();
  }

  @Test
  void aTargetThatShouldBeMountedIsNotTouchedUntilItIs() throws Exception {
    stage.configure("settings { insist = true }\n" + Stage.sync(PROMPT));
    Files.writeString(stage.source.resolve("file"), "x");
    Files.writeString(stage.home.resolve("fstab"), "tmpfs " + stage.target + " tmpfs noauto 0 0\n");
    // bound to its own place, as a unit's ReadWritePaths does, it is not mounted
    stage.startAfter("mount --bind fstab /etc/fstab; mount --bind target target");
    stage.daemon().awaitText(Stage.LIMIT, text -> text.contains("should be a mount point"));
    assertEquals(0, files(stage.target));
    Outcome outcome = await();
    assertEquals(1, outcome.exit(), outcome::text);
    assertTrue(outcome.text().contains("/etc/fstab:1"), outcome::text);
    stage.inside("mount -t tmpfs tmpfs target");
    stage.awaitInStep();
    assertEquals("file\n", stage.inside("ls -A target"));
    assertEquals(0, files(stage.target));
    stage.stop();
  }

  @Test
  void aTargetThatWasMountedTheLastTimeIsMissed() throws Exception {
    Files.writeString(stage.source.resolve("file"), "x");
    stage.startAfter("mount -t tmpfs tmpfs target");
    stage.awaitInStep();
    stage.stop();
    stage.startAfter(":");
    stage.daemon().awaitText(Stage.LIMIT, text -> text.contains(" halted: "));
    Outcome outcome = await();
    assertEquals(1, outcome.exit(), outcome::text);
    assertTrue(outcome.text().contains("was on what is mounted at"), outcome::text);
    assertEquals(0, files(stage.target));
    assertEquals(0, stage.lockstep("resume", stage.configuration.toString()).exit());
    stage.awaitInStep();
    assertEquals(1, files(stage.target));
    stage.stop();
    stage.startAfter(":");
    stage.awaitInStep();
    stage.stop();
  }

  @Test
  void whatEventsTellOfIsNotLimited() throws Exception {
    stage.configure(Stage.sync(PROMPT + ", maxDelete = 0"));
    fill(stage.source.resolve("a/b"), 300);
    Files.writeString(stage.source.resolve("kept"), "x");
    stage.start();
    stage.awaitInStep();
    stage.sandbox.output("rm", "-rf", stage.source.resolve("a").toString());
    stage.waitAndCompare(TreeDifference.Options.ARCHIVE);
    assertFalse(Files.exists(stage.target.resolve("a")));
    stage.sandbox.output("rm", stage.source.resolve("kept").toString());
    stage.waitInStep();
    assertEquals(0, files(stage.target));
    stage.stop();
  }
}
