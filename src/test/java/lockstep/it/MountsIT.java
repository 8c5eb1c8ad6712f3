package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The built program where what it works on is unmounted under it, or was not mounted at all.
class MountsIT {
  private static final String PROMPT = "delay = 0, rsync = { archive = true }";

  private Stage stage;

  @BeforeEach
  void begin() throws Exception {
    stage = Stage.create();
  }

  @AfterEach
  void end() throws Exception {
    if (stage != null) {
      stage.close();
    }
  }

  private static String[] names(Path directory) {
    return directory.toFile().list();
  }

  private void awaitHalt() throws Exception {
    stage.daemon().awaitText(Stage.LIMIT, text -> text.contains(" halted: "));
  }

  /// Lazily, so that the kernel tells nobody. What is mounted is seen inside only: the bare mount
  /// point is seen from outside.
  @Test
  void theTargetIsUnmountedForAWhile() throws Exception {
    stage.configure(Stage.sync(PROMPT));
    Files.writeString(stage.source.resolve("file"), "x");
    stage.startAfter("mount -t tmpfs tmpfs target");
    stage.awaitInStep();
    stage.inside("umount -l target");
    for (int i = 0; i < 20; i++) {
      Files.writeString(stage.source.resolve("file" + i), "y");
    }
    awaitHalt();
    assertTrue(stage.ask(1, "wait", "-timeout", "60").contains("target"));
    stage.daemon().signal("HUP");
    stage.daemon().awaitText(Stage.LIMIT, text -> text.contains("is taken up"));
    stage.ask(1, "wait", "-timeout", "60");
    assertEquals(0, names(stage.target).length);
    stage.inside("mount -t tmpfs tmpfs target");
    stage.ask(0, "resume");
    stage.waitInStep();
    stage.inside("diff -r source target");
    assertEquals(0, names(stage.target).length);
    stage.stop();
  }

  @Test
  void theSourceIsUnmountedAcrossReloadAndRestart() throws Exception {
    stage.configure(Stage.sync(PROMPT));
    stage.startAfter("mount -t tmpfs tmpfs source; mkdir source/d; echo precious > source/d/file");
    stage.awaitInStep();
    Path copy = stage.target.resolve("d/file");
    stage.inside("umount -l source");
    stage.daemon().signal("HUP");
    stage.daemon().awaitText(Stage.LIMIT, text -> text.contains("is taken up"));
    stage.ask(1, "wait", "-timeout", "60");
    assertEquals("precious\n", Files.readString(copy));
    stage.stop();
    stage.startAfter(":");
    awaitHalt();
    assertTrue(stage.ask(1, "wait", "-timeout", "60").contains("was on what is mounted"));
    assertEquals("precious\n", Files.readString(copy));
    stage.inside("mount -t tmpfs tmpfs source; mkdir source/d; echo again > source/d/file");
    stage.ask(0, "resume");
    stage.waitInStep();
    assertEquals("again\n", Files.readString(copy));
    stage.stop();
  }

  /// Another directory with other files takes the source's place while the daemon is down, and the
  /// same again under it.
  @Test
  void theSourceIsReplacedWhileItIsDown() throws Exception {
    stage.configure(Stage.sync(PROMPT));
    for (int i = 0; i < 200; i++) {
      Files.writeString(stage.source.resolve("file" + i), "precious");
    }
    stage.startAfter(":");
    stage.awaitInStep();
    stage.stop();
    Path away = stage.home.resolve("away");
    Files.move(stage.source, away);
    Files.createDirectory(stage.source);
    Files.writeString(stage.source.resolve("stranger"), "x");
    stage.startAfter(":");
    awaitHalt();
    assertTrue(stage.ask(1, "wait", "-timeout", "60").contains("maxDelete"));
    assertTrue(names(stage.target).length >= 200);
    stage.sandbox.output("rm", "-r", stage.source.toString());
    Files.move(away, stage.source);
    stage.ask(0, "resume");
    stage.waitAndCompare(TreeDifference.Options.ARCHIVE);
    assertEquals(200, names(stage.target).length);
    stage.stop();
  }

  @Test
  void aMountUnitThatIsNotMountedIsMissed() throws Exception {
    stage.configure("settings { insist = true }\n" + Stage.sync(PROMPT));
    Files.writeString(stage.source.resolve("file"), "x");
    Path units = Files.createDirectory(stage.home.resolve("units"));
    Files.writeString(
        units.resolve("target.mount"), "[Mount]\nWhat=nas:/vol\nWhere=" + stage.target + "\n");
    stage.startAfter("[ -d /etc/systemd/system ] && mount --bind units /etc/systemd/system");
    stage.daemon().awaitText(Stage.LIMIT, text -> text.contains("should be a mount point"));
    assertTrue(stage.ask(1, "wait", "-timeout", "60").contains("target.mount"));
    assertEquals(0, names(stage.target).length);
    stage.inside("mount -t tmpfs tmpfs target");
    stage.awaitInStep();
    assertEquals("file\n", stage.inside("ls -A target"));
    assertEquals(0, names(stage.target).length);
    stage.stop();
  }
}
