package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import lockstep.Sandbox;
import lockstep.SandboxProcess;
import lockstep.SandboxProcess.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Source and target that come to lie in each other after the configuration was read, two daemons
/// on one target, and roots that somebody wants to unmount.
class NestedTreesIT {
  private static final String PROMPT = "delay = 0, rsync = { archive = true }";
  private static final String NESTED = " halted: source and target lie within each other: ";

  private Stage stage;

  @BeforeEach
  void begin() throws Exception {
    stage = Stage.create();
    stage.configure(insisting(PROMPT));
    Files.createDirectories(stage.source.resolve("a/b"));
    Files.writeString(stage.source.resolve("a/b/file"), "precious");
    Files.writeString(stage.source.resolve("top"), "precious");
  }

  @AfterEach
  void end() throws Exception {
    if (stage != null) {
      stage.close();
    }
  }

  /// What cannot start at first is tried again.
  private static String insisting(String values) {
    return Stage.sync(values).replace("nodaemon = true", "nodaemon = true, insist = true");
  }

  private void start(String before) throws Exception {
    stage.start("sh", "-c", "cd " + stage.home + "; " + before + "; exec \"$@\"", "sh");
  }

  private String inside(String script) throws Exception {
    try (var process = stage.daemon().inside("sh", "-c", "cd " + stage.home + "; " + script)) {
      Outcome outcome = process.await(Stage.LIMIT);
      assertEquals(0, outcome.exit(), outcome::text);
      return outcome.text();
    }
  }

  private void awaitLog(String text) throws Exception {
    stage.daemon().awaitText(Stage.LIMIT, log -> log.contains(text));
  }

  private String status() throws Exception {
    return stage.lockstep("status", stage.configuration.toString()).text();
  }

  private void assertSourceIsWhole(String more) throws Exception {
    assertEquals(
        "source\nsource/a\nsource/a/b\nsource/a/b/file\nsource/top\n" + more,
        inside("find source | LC_ALL=C sort"));
    assertEquals("precious", Files.readString(stage.source.resolve("a/b/file")));
  }

  @Test
  void theTargetIsALinkThatComesToLeadIntoTheSource() throws Exception {
    Files.delete(stage.target);
    Files.createSymbolicLink(stage.target, stage.home.resolve("later"));
    stage.start();
    awaitLog("cannot start");
    Files.createSymbolicLink(stage.home.resolve("later"), stage.source.resolve("a"));
    awaitLog("lies inside the source");
    assertSourceIsWhole("");
    Files.delete(stage.home.resolve("later"));
    Files.createDirectory(stage.home.resolve("later"));
    stage.awaitInStep();
    assertEquals("precious", Files.readString(stage.target.resolve("a/b/file")));
    stage.stop();
  }

  @Test
  void theTargetIsAMountOfADirectoryOfTheSource() throws Exception {
    start("mount --bind source/a target");
    awaitLog("cannot start");
    assertTrue(stage.log().contains("lies inside the source"), stage.log());
    assertSourceIsWhole("");
    inside("umount target");
    stage.awaitInStep();
    assertSourceIsWhole("");
    stage.stop();
  }

  @Test
  void theTargetIsAMountOfTheSource() throws Exception {
    start("mount --bind source target");
    awaitLog("cannot start");
    assertSourceIsWhole("");
    stage.stop();
  }

  @Test
  void theSourceIsMountedInTheTargetAndTheTargetInTheSource() throws Exception {
    stage.start();
    stage.awaitInStep();
    inside("mount --bind source target/a");
    Files.writeString(stage.source.resolve("a/new"), "x");
    awaitLog(NESTED + "/a of the target is the source itself");
    assertEquals("precious", Files.readString(stage.source.resolve("a/b/file")));
    assertEquals("x", Files.readString(stage.source.resolve("a/new")));
    assertEquals("a\ntop\n", inside("ls -A source"));
    stage.stop();
  }

  @Test
  void aDirectoryOfTheSourceIsMountedOverOneThatIsToBeDeleted() throws Exception {
    Files.createDirectory(stage.source.resolve("gone"));
    stage.start();
    stage.awaitInStep();
    inside("mount --bind source/a target/gone");
    Files.delete(stage.source.resolve("gone"));
    Outcome wait = stage.lockstep("wait", "-timeout", "60", stage.configuration.toString());
    assertEquals(1, wait.exit(), wait::text);
    assertTrue(wait.text().contains("mount point"), wait::text);
    assertSourceIsWhole("");
    inside("umount target/gone");
    stage.waitAndCompare(TreeDifference.Options.ARCHIVE);
    stage.stop();
  }

  @Test
  void theTargetIsMountedInTheSource() throws Exception {
    stage.start();
    stage.awaitInStep();
    inside("mkdir source/m && mount --bind target source/m && touch source/m/x");
    awaitLog(NESTED + "/m of the source is the target itself");
    assertFalse(Files.exists(stage.target.resolve("m/m")));
    inside("umount source/m; rm -f target/x");
    assertEquals(0, stage.lockstep("resume", stage.configuration.toString()).exit());
    stage.waitAndCompare(TreeDifference.Options.ARCHIVE);
    stage.stop();
  }

  @Test
  void aSecondDaemonFindsTheTargetTaken() throws Exception {
    stage.start();
    stage.awaitInStep();
    Path other = stage.home.resolve("other");
    Files.createDirectory(other);
    Files.writeString(other.resolve("theirs"), "x");
    Path second = stage.home.resolve("second.conf.lua");
    Files.writeString(second, stage.inPlace(insisting(PROMPT).replace("SOURCE", "HOME/other")));
    try (SandboxProcess process =
        stage.daemon().inside(Sandbox.lockstep(), "-nodaemon", second.toString())) {
      process.awaitText(
          Stage.LIMIT,
          text -> text.contains(" cannot start: ") && text.contains("target already: process "));
      stage.waitAndCompare(TreeDifference.Options.ARCHIVE);
      stage.daemon().kill();
      stage.daemon().await(Stage.LIMIT);
    }
  }

  @Test
  void twoSyncsThatDeleteNothingShareATarget() throws Exception {
    Files.createDirectory(stage.home.resolve("other"));
    Files.writeString(stage.home.resolve("other/theirs"), "x");
    String sync = insisting(PROMPT + ", delete = false");
    stage.configure(sync + sync.substring(sync.indexOf("sync {")).replace("SOURCE", "HOME/other"));
    stage.start();
    stage.daemon().awaitText(Stage.LIMIT, text -> text.split(" is in step: ", -1).length == 3);
    assertEquals("a\ntheirs\ntop\n", inside("ls -A target"));
    stage.stop();
  }

  @Test
  void aReadOnlyTargetIsTakenToo() throws Exception {
    start("mount --bind target target && mount -o remount,bind,ro target");
    awaitLog("EROFS");
    inside("mount -o remount,bind,rw target");
    stage.awaitInStep();
    stage.stop();
  }

  @Test
  void theStatusTellsAtOnceThatTheTargetIsGone() throws Exception {
    stage.start();
    stage.awaitInStep();
    assertTrue(status().contains(": in sync"), status());
    Files.move(stage.target, stage.home.resolve("away"));
    String status = status();
    assertTrue(status.contains(": halted"), status);
    stage.stop();
  }

  @Test
  void aHaltLetsGoOfBothRoots() throws Exception {
    start(
        "mkdir under && mount -t tmpfs tmpfs target && mount --bind source under"
            + " && mount --move under source");
    stage.awaitInStep();
    inside("mkdir empty && mount --bind empty source");
    assertTrue(status().contains(": halted"), status());
    inside("for i in 1 2 3 4 5 6 7 8 9 10; do umount target && exit 0; sleep 1; done; exit 1");
    inside("umount source");
    inside("for i in 1 2 3 4 5 6 7 8 9 10; do umount source && exit 0; sleep 1; done; exit 1");
    inside("mount -t tmpfs tmpfs target");
    assertEquals(0, stage.lockstep("resume", stage.configuration.toString()).exit());
    // The source was a mount, and is none now: that has to be confirmed by itself.
    for (int i = 0; i < 100 && !status().contains("nothing is mounted there"); i++) {
      Thread.sleep(100);
    }
    assertEquals(0, stage.lockstep("resume", stage.configuration.toString()).exit());
    stage.waitInStep();
    assertEquals("a\ntop\n", inside("ls -A target"));
    stage.stop();
  }
}
