package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Configurations with handlers of their own, in the ways in which people share them for lsyncd.
class ScriptsIT {
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

  private void run(String name) throws Exception {
    runText(text(name));
  }

  private void runText(String text) throws Exception {
    stage.configure(text);
    stage.start();
    awaitLog("--- Startup ---");
    stage.waitInStep();
  }

  private static String text(String name) throws IOException {
    try (var in =
        Objects.requireNonNull(
            ScriptsIT.class.getResourceAsStream("scripts/" + name + ".lua"), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void awaitLog(String words) throws Exception {
    stage.daemon().awaitText(Stage.LIMIT, text -> text.contains(words));
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void commandsForTheShellMakeAMirror() throws Exception {
    Files.writeString(stage.source.resolve("before"), "old");
    run("shell");
    assertEquals("old", Files.readString(stage.target.resolve("before")));
    Files.createDirectories(stage.source.resolve("d/e"));
    Files.writeString(stage.source.resolve("d/e/f"), "deep");
    Files.writeString(stage.source.resolve("new"), "new");
    stage.waitInStep();
    assertEquals("deep", Files.readString(stage.target.resolve("d/e/f")));
    Files.move(stage.source.resolve("new"), stage.source.resolve("moved"));
    Files.delete(stage.source.resolve("before"));
    stage.waitInStep();
    assertEquals(List.of("d", "moved"), names(stage.target));
    stage.stop();
  }

  @Test
  void hostileNamesAreNames() throws Exception {
    run("shell");
    List<String> hostile =
        List.of(
            "$(touch HOME)",
            "`id`",
            "a\nb",
            "-rf",
            "it's",
            "\"q\"",
            "a b  c",
            "*",
            "\\",
            ";x",
            "\377\200");
    try (Folder source = Folder.of(stage.source)) {
      for (String name : hostile) {
        assertEquals(
            0, Math.min(0, source.write(name, name.getBytes(StandardCharsets.ISO_8859_1))));
      }
    }
    stage.waitInStep();
    try (Folder target = Folder.of(stage.target)) {
      assertEquals(
          hostile.stream().sorted().toList(),
          target.list().stream()
              .map(Folder.Item::name)
              .filter(name -> !name.equals(".") && !name.equals(".."))
              .sorted()
              .toList());
    }
    stage.stop();
  }

  @Test
  void functionsForEachKind() throws Exception {
    run("functions");
    assertTrue(Files.exists(stage.home.resolve("started")));
    Files.writeString(stage.source.resolve("f"), "x");
    stage.waitInStep();
    assertEquals("x", Files.readString(stage.target.resolve("f")));
    Files.move(stage.source.resolve("f"), stage.source.resolve("g"));
    stage.waitInStep();
    awaitLog("told: Move f -> g");
    Files.delete(stage.source.resolve("g"));
    awaitLog("told: Delete g");
    stage.stop();
  }

  @Test
  void listsAreReadAndTriedAgain() throws Exception {
    Files.writeString(stage.home.resolve("code"), "3");
    run("list");
    Files.writeString(stage.source.resolve("a b"), "x");
    awaitLog("Retrying a list after exitcode = 3");
    Files.writeString(stage.home.resolve("code"), "0");
    stage.waitInStep();
    String batch = read(stage.home.resolve("batch"));
    assertTrue(batch.startsWith("put /a b\0put /a b\0"), batch);
    Files.delete(stage.source.resolve("a b"));
    stage.waitInStep();
    assertTrue(read(stage.home.resolve("batch")).endsWith("rm /a b\0"));
    stage.stop();
  }

  @Test
  void whatTheCommandsMakeIsLeftOut() throws Exception {
    run("images");
    Files.writeString(stage.source.resolve("page.txt"), "text");
    Files.writeString(stage.source.resolve("other"), "");
    stage.waitInStep();
    assertEquals("text", read(stage.source.resolve("page.md")));
    assertFalse(stage.log().contains("converting page.md"), stage.log());
    stage.stop();
  }

  @Test
  void aCommandAfterRsync() throws Exception {
    Files.writeString(stage.source.resolve("before"), "old");
    run("postcmd");
    assertEquals("old", read(stage.target.resolve("before")));
    Files.writeString(stage.source.resolve("f"), "new");
    stage.waitInStep();
    assertEquals("new", read(stage.target.resolve("f")));
    Stage.await("the command ran", () -> !read(stage.home.resolve("after")).isEmpty());
    Files.delete(stage.source.resolve("f"));
    stage.waitInStep();
    assertEquals(List.of("before"), names(stage.target));
    stage.stop();
  }

  @Test
  void alarmsRing() throws Exception {
    stage.configure(text("alarm"));
    stage.start();
    Stage.await("it rang", () -> read(stage.home.resolve("rung")).length() >= 6);
    awaitLog("ringing 3");
    stage.stop();
  }

  @Test
  void commandsWithoutAShell() throws Exception {
    run("echo");
    awaitLog("telling about " + stage.source + "/");
    Files.writeString(stage.source.resolve("a b"), "");
    stage.waitInStep();
    awaitLog("create a b");
    Files.move(stage.source.resolve("a b"), stage.source.resolve("c"));
    stage.waitInStep();
    awaitLog("move a b -> c");
    Files.delete(stage.source.resolve("c"));
    awaitLog("delete c");
    awaitLog("Finished Delete on " + stage.source + "//c = 0");
    stage.stop();
  }

  @Test
  void othersPermissions() throws Exception {
    run("gforce");
    Path file = Files.writeString(stage.source.resolve("f"), "");
    Stage.await("they are set", () -> file.toFile().exists() && mode(file).equals("rw-------"));
    Files.move(file, stage.source.resolve("g"));
    stage.waitInStep();
    stage.stop();
  }

  private static String mode(Path file) {
    try {
      return java.nio.file.attribute.PosixFilePermissions.toString(
          Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aScriptThatFailsHaltsItsSyncOnly() throws Exception {
    run("broken");
    Files.writeString(stage.source.resolve("f"), "x");
    awaitLog("wrong halted: its script failed: " + stage.configuration + ":6: attempt to index");
    awaitLog("Backtrace 1 :" + stage.configuration + ":6");
    awaitLog("Backtrace 2 :" + stage.configuration + ":9");
    awaitLog("fatal halted: its script takes exit code 5 of a process for fatal");
    awaitLog("endless halted: its script failed: " + stage.configuration + ":10: stopped after");
    Stage.await("the right one goes on", () -> Files.exists(stage.target.resolve("f")));
    Files.writeString(stage.source.resolve("g"), "x");
    Stage.await("and on", () -> Files.exists(stage.target.resolve("g")));
    String status = stage.lockstep("status", stage.configuration.toString()).text();
    assertTrue(status.contains("right: "), status);
    assertEquals(3, status.split(": halted", -1).length - 1, status);
    stage.stop();
  }

  @Test
  void aReloadTakesUpAnotherScriptAndLeavesTheSameAlone() throws Exception {
    run("echo");
    stage.daemon().signal("HUP");
    awaitLog("The configuration is taken up: kept Sync1");
    stage.configure(text("echo").replace("create ^pathname", "made ^pathname"));
    stage.daemon().signal("HUP");
    awaitLog("The configuration is taken up: changed Sync1");
    stage.waitInStep();
    Files.writeString(stage.source.resolve("f"), "");
    stage.waitInStep();
    awaitLog("made f");
    assertEquals(2, stage.log().split("Sync1: telling about", -1).length - 1, stage.log());
    stage.stop();
  }

  @Test
  void anEndInTheMiddleOfACommandEndsThatToo() throws Exception {
    runText(
        Stage.sync("onCreate = 'trap \"touch HOME/told; exit 1\" TERM; sleep 60 & wait; : ^path'"));
    Files.writeString(stage.source.resolve("f"), "");
    Stage.await("it runs", () -> read(stage.home.resolve("status")).contains("active Create /f\n"));
    stage.stop();
    assertTrue(Files.exists(stage.home.resolve("told")));
    assertTrue(stage.log().contains("waiting for 1 more child processes."), stage.log());
  }

  @Test
  void noMoreProcessesThanTheSettingsSay() throws Exception {
    Files.createDirectory(stage.home.resolve("running"));
    run("slow");
    for (int i = 0; i < 6; i++) {
      Files.writeString(stage.source.resolve("f" + i), "");
    }
    stage.waitInStep();
    List<String> counts = read(stage.home.resolve("counts")).lines().map(String::strip).toList();
    assertEquals(18, counts.size(), counts.toString());
    assertTrue(counts.stream().allMatch(count -> Integer.parseInt(count) <= 2), counts.toString());
    stage.stop();
  }
}
