package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import lockstep.SandboxProcess.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// HUP at moments at which something is under way.
class ReloadIT {
  private Stage stage;

  @BeforeEach
  void begin() throws Exception {
    stage = Stage.create();
    Files.writeString(stage.source.resolve("file"), "old");
  }

  @AfterEach
  void end() throws Exception {
    if (stage != null) {
      stage.close();
    }
  }

  private void run(String sync) throws Exception {
    stage.configure(Stage.sync(sync));
    stage.start();
    stage.awaitInStep();
  }

  private static String delay(int seconds) {
    return "delay = " + seconds + ", rsync = { archive = true }";
  }

  private void hup() throws Exception {
    stage.daemon().signal("HUP");
  }

  private Outcome ask(String word) throws Exception {
    return "wait".equals(word)
        ? stage.lockstep("wait", "-timeout", "60", stage.configuration.toString())
        : stage.lockstep(word, stage.configuration.toString());
  }

  @Test
  void whatIsPendingArrivesAlthoughSizeAndTimeAreTheSame() throws Exception {
    run(delay(300));
    Path file = stage.source.resolve("file");
    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "new");
    Files.setLastModifiedTime(file, time);
    stage.configure(Stage.sync(delay(0)));
    hup();
    Path copy = stage.target.resolve("file");
    stage.waitInStep();
    assertEquals("new", Files.readString(copy));
    stage.stop();
  }

  @Test
  void anErrorThatCannotBePrintedLeavesTheOldConfiguration() throws Exception {
    run(delay(0));
    stage.configure("error(setmetatable({}, { __tostring = function() error('again') end }))");
    hup();
    stage.daemon().awaitText(Stage.LIMIT, text -> text.contains("the old one stays"));
    Files.writeString(stage.source.resolve("later"), "x");
    stage.waitAndCompare(TreeDifference.Options.ARCHIVE);
    stage.stop();
  }

  @Test
  void aHaltIsNotEnded() throws Exception {
    run(delay(0));
    Path away = stage.home.resolve("away");
    Files.move(stage.source, away);
    Files.createDirectory(stage.source);
    stage.daemon().awaitText(Stage.LIMIT, text -> text.contains(" halted: "));
    stage.configure(Stage.sync(delay(1)));
    hup();
    stage.daemon().awaitText(Stage.LIMIT, text -> text.contains("is taken up"));
    assertEquals(1, ask("wait").exit());
    assertTrue(ask("status").text().contains("halted"), ask("status").text());
    assertEquals("old", Files.readString(stage.target.resolve("file")));
    Files.delete(stage.source);
    Files.move(away, stage.source);
    assertEquals(0, ask("resume").exit());
    stage.waitAndCompare(TreeDifference.Options.ARCHIVE);
    stage.stop();
  }

  @Test
  void aSourceEmptiedByItsUserEmptiesTheTarget() throws Exception {
    Files.createDirectories(stage.source.resolve("a/b"));
    run(delay(0));
    Files.delete(stage.source.resolve("file"));
    Files.delete(stage.source.resolve("a/b"));
    Files.delete(stage.source.resolve("a"));
    stage.waitAndCompare(TreeDifference.Options.ARCHIVE);
    assertFalse(Files.exists(stage.target.resolve("file")));
    stage.stop();
  }

  @Test
  void manyLevelsComeAndGo() throws Exception {
    run(delay(0));
    try (var process =
        stage
            .daemon()
            .inside(
                "sh",
                "-c",
                "cd \"$1\"; i=0; while [ $i -lt 1200 ]; do mkdir d; cd d; i=$((i+1)); done",
                "sh",
                stage.source.toString())) {
      assertEquals(0, process.await(Stage.LIMIT).exit());
    }
    stage.waitInStep();
    assertTrue(Files.isDirectory(stage.target.resolve("d/d/d/d")));
    try (var process = stage.daemon().inside("rm", "-rf", stage.source.resolve("d").toString())) {
      assertEquals(0, process.await(Stage.LIMIT).exit());
    }
    stage.waitInStep();
    assertFalse(Files.exists(stage.target.resolve("d")));
    stage.stop();
  }
}
