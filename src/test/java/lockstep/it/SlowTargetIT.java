package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import lockstep.SandboxProcess.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The built program with a target that takes milliseconds for each call, or for ever: how often it
/// is asked, and what does not wait for it.
class SlowTargetIT {
  private static final int DIRECTORIES = 100;
  private static final int FILES = 2000;
  private static final int DELAY_MICROS = 2000;

  private Stage stage;
  private SlowFileSystem slow;

  @BeforeEach
  void begin() throws Exception {
    stage = Stage.create();
    slow = new SlowFileSystem(stage, stage.target);
  }

  @AfterEach
  void end() throws Exception {
    if (stage != null) {
      stage.close();
    }
  }

  private void start() throws Exception {
    stage.configure(Stage.sync("delay = 0, rsync = { archive = true }"));
    stage.start(slow.mounting(DELAY_MICROS));
    stage.awaitInStep();
  }

  private static void fill(Path root, String content) throws Exception {
    for (int file = 0; file < FILES; file++) {
      Path directory = root.resolve("d" + file % DIRECTORIES);
      Files.createDirectories(directory);
      Files.writeString(directory.resolve("f" + file), content + file);
    }
  }

  private static void assertAtMost(int limit, Map<String, Integer> counts, String operation) {
    assertTrue(counts.getOrDefault(operation, 0) <= limit, operation + ": " + counts);
  }

  private static int total(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// A name is asked for twice by the kernel, which NFS clients do not pass on: before a file is
  /// made, and before another is renamed to it.
  @Test
  void newFilesTakeFewCallsAndEqualOnesOne() throws Exception {
    fill(stage.source, "content");
    start();
    Map<String, Integer> counts = slow.counts();
    for (String once : new String[] {"CREATE", "WRITE", "RENAME"}) {
      assertEquals(FILES, counts.get(once), once + ": " + counts);
    }
    assertAtMost(2 * FILES + 3 * DIRECTORIES, counts, "LOOKUP");
    assertAtMost(FILES + 4 * DIRECTORIES, counts, "SETATTR");
    assertTrue(total(counts) - 2 * FILES <= 5 * FILES, counts::toString);
    assertSame();
    stage.stop();

    start();
    counts = slow.counts();
    for (String never : new String[] {"CREATE", "WRITE", "RENAME", "SETATTR", "OPEN", "READ"}) {
      assertAtMost(0, counts, never);
    }
    assertTrue(total(counts) <= FILES + 7 * (DIRECTORIES + 1), counts::toString);
    stage.stop();
  }

  @Test
  void aBurstTakesFewCalls() throws Exception {
    fill(stage.source, "content");
    start();
    slow.command("reset");
    int changed = FILES / 4;
    for (int file = 0; file < changed; file++) {
      Path directory = stage.source.resolve("d" + file % DIRECTORIES);
      Files.writeString(directory.resolve("f" + file), "changed" + file);
    }
    stage.waitInStep();
    Map<String, Integer> counts = slow.counts();
    // now and then one that is being written is met twice, and a directory once for each of its
    // five
    assertAtMost(changed + changed / 10, counts, "CREATE");
    assertAtMost(4 * changed + changed / 10, counts, "LOOKUP");
    assertTrue(total(counts) <= 11 * changed, counts::toString);
    assertSame();
    stage.stop();
  }

  private void assertSame() throws Exception {
    String difference =
        TreeDifference.between(
            stage.sandbox, stage.source, slow.behind, TreeDifference.Options.ARCHIVE);
    assertEquals("", difference);
  }

  /// Its sync alone stops: the other one and the control socket go on, and the end waits for
  /// nothing else.
  @Test
  void aHangingTargetHoldsUpItsOwnSyncOnly() throws Exception {
    Path other = Files.createDirectory(stage.home.resolve("other"));
    Path copy = Files.createDirectory(stage.home.resolve("copy"));
    String second =
        "sync { source = \"%s\", target = \"%s\", delay = 0, rsync = { archive = true } }\n"
            .formatted(other, copy);
    stage.configure(Stage.sync("delay = 0, rsync = { archive = true }") + second);
    stage.start(slow.mounting(0));
    stage.awaitInStep(2);
    slow.command("hang");
    Files.writeString(stage.source.resolve("stuck"), "x");
    slow.awaitHeld(1);
    Files.writeString(other.resolve("file"), "y");
    Stage.await("the other sync goes on", () -> Files.exists(copy.resolve("file")));

    Outcome status = stage.lockstep("status", stage.configuration.toString());
    assertTrue(status.text().contains("Sync1: behind, "), status::text);
    Outcome wait = stage.lockstep("wait", "-timeout", "1", stage.configuration.toString());
    assertTrue(wait.exit() != 0, wait::text);

    stage.daemon().signal("TERM");
    stage
        .daemon()
        .awaitText(Stage.LIMIT, text -> text.contains("work on " + stage.target + " is not over"));
    assertTrue(!Files.exists(slow.behind.resolve("stuck")));
    slow.command("release");
    assertEquals(143, stage.daemon().await(Stage.LIMIT).exit());
    stage.assertCleanLog();
  }

  @Test
  void aHangingTargetGoesOnWhenItAnswers() throws Exception {
    start();
    slow.command("hang");
    for (int file = 0; file < 200; file++) {
      Files.writeString(stage.source.resolve("f" + file), "content" + file);
    }
    slow.awaitHeld(1);
    slow.command("release");
    stage.waitInStep();
    assertSame();
    stage.stop();
  }

  /// Each root is waited for ten seconds; then the others start.
  @Test
  void aTargetThatHangsAtTheStartHoldsUpNoOther() throws Exception {
    Path other = Files.createDirectory(stage.home.resolve("other"));
    Path copy = Files.createDirectory(stage.home.resolve("copy"));
    Files.writeString(other.resolve("file"), "y");
    Files.writeString(stage.source.resolve("file"), "x");
    String second =
        "sync { source = \"%s\", target = \"%s\", delay = 0, rsync = { archive = true } }\n"
            .formatted(other, copy);
    stage.configure(
        "settings { insist = true }\n"
            + Stage.sync("delay = 0, rsync = { archive = true }")
            + second);
    stage.start(slow.hanging());
    Stage.await("the other sync starts", () -> Files.exists(copy.resolve("file")));
    assertTrue(!Files.exists(slow.behind.resolve("file")));
    slow.command("release");
    stage.awaitInStep(2);
    assertSame();
    stage.stop();
  }

  @Test
  void aFailingTargetIsTriedAgain() throws Exception {
    start();
    slow.command("fail 5 WRITE");
    Files.writeString(stage.source.resolve("file"), "x");
    stage.daemon().awaitText(Stage.LIMIT, text -> text.contains("EIO"));
    slow.command("release");
    stage.awaitInStep(2);
    assertSame();
    stage.stop();
  }
}
