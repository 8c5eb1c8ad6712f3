package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import lockstep.Sandbox;
import lockstep.SandboxProcess;
import lockstep.SandboxProcess.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `lockstep verify` and `lockstep plan` of the image: they tell what differs, and change nothing.
final class VerifyIT {
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

  private Stage stage;

  @BeforeEach
  void setTheStage() throws Exception {
    stage = Stage.create();
    stage.configure(Stage.sync("delay = 1"));
  }

  @AfterEach
  void clear() throws Exception {
    stage.close();
  }

  @Test
  void whatDiffersIsListedUntilAPassHasMadeItEqual() throws Exception {
    Files.writeString(stage.source.resolve("new"), "text");
    Files.writeString(stage.source.resolve("long\ner"), "longer");
    Files.createDirectory(stage.source.resolve("d"));
    Files.writeString(stage.source.resolve("d/in"), "text");
    Files.writeString(stage.target.resolve("long\ner"), "short");
    Files.writeString(stage.target.resolve("gone"), "text");
    for (String path : List.of("source/long\ner", "target/long\ner", "source", "target")) {
      Files.setLastModifiedTime(stage.home.resolve(path), LONG_AGO);
    }
    String before = state();
    String differences =
        """
        *deleting   gone
        >f.s....... long\\ner
        cd+++++++++ d/
        >f+++++++++ new
        >f+++++++++ d/in
        """;
    List<String> sorted = differences.lines().sorted().toList();
    Outcome verified = alone("verify", stage.configuration.toString());
    assertEquals(1, verified.exit(), verified::text);
    assertEquals(sorted, items(verified));
    assertTrue(
        verified
            .text()
            .endsWith(
                "Sync1: to be made equal: create 3, update 1, set attributes of 0, link 0,"
                    + " delete 1; write 14 B\n"),
        verified::text);
    Outcome planned = alone("plan", stage.configuration.toString());
    assertEquals(1, planned.exit(), planned::text);
    assertEquals(sorted, items(planned));
    Outcome json = alone("verify", "--json", stage.configuration.toString());
    assertEquals(1, json.exit(), json::text);
    assertTrue(json.text().contains("\"equal\":false,\"daemon\":\"not_running\"}"), json::text);
    assertTrue(json.text().contains("\"path\":\"/long\\\\ner\""), json::text);
    assertEquals(before, state());

    Outcome pass = alone("-nodaemon", "-onepass", stage.configuration.toString());
    assertEquals(0, pass.exit(), pass::text);
    for (String command : List.of("verify", "plan")) {
      Outcome outcome = alone(command, stage.configuration.toString());
      assertEquals(0, outcome.exit(), outcome::text);
      assertEquals(List.of(), items(outcome));
    }
  }

  @Test
  void contentIsReadWhenAskedFor() throws Exception {
    Files.writeString(stage.source.resolve("a"), "text");
    Files.writeString(stage.target.resolve("a"), "diff");
    for (String path : List.of("source/a", "target/a", "source", "target")) {
      Files.setLastModifiedTime(stage.home.resolve(path), LONG_AGO);
    }
    String configuration = stage.configuration.toString();
    assertEquals(0, alone("verify", configuration).exit());
    Outcome read = alone("verify", "--checksum", configuration);
    assertEquals(1, read.exit(), read::text);
    assertEquals(List.of(">fc........ a"), items(read));
  }

  @Test
  void aPathLimitsTheComparison() throws Exception {
    Files.createDirectories(stage.source.resolve("d/e"));
    Files.writeString(stage.source.resolve("d/e/f"), "text");
    Files.writeString(stage.source.resolve("g"), "text");
    String configuration = stage.configuration.toString();
    List<String> below = List.of(">f+++++++++ d/e/f", "cd+++++++++ d/e/");
    assertEquals(below, items(alone("verify", configuration, stage.source + "/d/e")));
    assertEquals(below, items(alone("verify", "-config", configuration, stage.target + "/d/e/")));
    assertEquals(
        List.of(">f+++++++++ g"), items(alone("plan", configuration, stage.target + "/g")));
    Outcome elsewhere = alone("verify", configuration, "/usr");
    assertEquals(255, elsewhere.exit(), elsewhere::text);
    assertTrue(elsewhere.text().contains("/usr is in no source or target"), elsewhere::text);
  }

  @Test
  void aTargetThatIsMissingIsNotMade() throws Exception {
    Files.writeString(stage.source.resolve("a"), "text");
    Files.delete(stage.target);
    Outcome outcome = alone("plan", stage.configuration.toString());
    assertEquals(1, outcome.exit(), outcome::text);
    assertEquals(List.of(">f+++++++++ a", "cd+++++++++ ./"), items(outcome));
    assertFalse(Files.exists(stage.target));
  }

  @Test
  void anEmptySourceIsToldOfBeforeItHaltsAStart() throws Exception {
    Files.writeString(stage.target.resolve("a"), "text");
    Outcome plan = alone("plan", stage.configuration.toString());
    assertEquals(255, plan.exit(), plan::text);
    assertTrue(plan.text().contains("the source is empty and the target is not"), plan::text);
    Outcome verified = alone("verify", stage.configuration.toString());
    assertEquals(1, verified.exit(), verified::text);
    assertTrue(items(verified).contains("*deleting   a"), verified::text);
  }

  @Test
  void aPlanTellsThatTooMuchWouldBeDeleted() throws Exception {
    Files.createDirectories(stage.source.resolve("kept"));
    for (int i = 0; i < 120; i++) {
      Files.createDirectories(stage.target.resolve("gone/" + i));
    }
    Files.createDirectories(stage.target.resolve("kept/lost"));
    Outcome plan = alone("plan", stage.configuration.toString());
    assertEquals(255, plan.exit(), plan::text);
    String why = "would delete 122 of 123 entries of the target, more than maxDelete (50%) allows";
    assertTrue(plan.text().contains(why), plan::text);
    assertTrue(plan.text().contains("delete 122; write 0 B; and halt"), plan::text);
    assertEquals(1, alone("verify", stage.configuration.toString()).exit());
    stage.start();
    stage.daemon().awaitText(Stage.LIMIT, text -> text.contains("would delete 122 of 123 entries"));
    stage.stop();
  }

  @Test
  void whatIsOnItsWayIsNotCalledLost() throws Exception {
    stage.configure(Stage.sync("delay = 600"));
    stage.start();
    stage.awaitInStep();
    Files.writeString(stage.target.resolve("intruder"), "text");
    Outcome inSync = stage.lockstep("verify", stage.configuration.toString());
    assertEquals(1, inSync.exit(), inSync::text);
    assertTrue(inSync.text().contains("was in sync before and after"), inSync::text);
    Files.writeString(stage.source.resolve("late"), "text");
    Outcome behind = stage.lockstep("verify", stage.configuration.toString());
    assertEquals(1, behind.exit(), behind::text);
    assertTrue(items(behind).contains(">f+++++++++ late"), behind::text);
    assertTrue(behind.text().contains("is not in sync: what is listed may be"), behind::text);
    stage.stop();
  }

  private Outcome alone(String... words) throws Exception {
    var command = new ArrayList<>(List.of(Sandbox.lockstep()));
    command.addAll(List.of(words));
    try (SandboxProcess process = stage.sandbox.start(command.toArray(String[]::new))) {
      return process.await(Stage.LIMIT);
    }
  }

  /// The itemised lines, sorted.
  private static List<String> items(Outcome outcome) {
    return outcome
        .text()
        .lines()
        .filter(line -> line.matches("([<>ch.][fdLDS][^ ]{9}|\\*deleting  ) .*"))
        .sorted()
        .toList();
  }

  /// All that a change would change in both trees, the configuration and what is beside them.
  private String state() throws Exception {
    return stage.sandbox.output(
        "find",
        stage.home.toString(),
        "-path",
        stage.home + "/tmp",
        "-prune",
        "-o",
        "-printf",
        "%P %y %m %U:%G %s %T@ %C@ %i %n\\n");
  }
}
