package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import lockstep.SandboxProcess.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Names that are not text, in the C locale and in none: they arrive byte for byte, and nothing
/// that is printed holds them raw.
class NamesIT {
  private static final String PROMPT = "delay = 0, rsync = { archive = true }";

  /// As a shell's printf takes it: escapes, bytes that are not UTF-8, and a forged line.
  private static final String HOSTILE = "bad\\033[31m\\377\\n12:00:00 Error: forged\\302\\205";

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

  @Test
  void namesArriveInTheLocaleC() throws Exception {
    arrive("env", "-i", "PATH=/usr/bin:/bin", "LC_ALL=C");
  }

  @Test
  void namesArriveWithoutALocale() throws Exception {
    arrive("env", "-i", "PATH=/usr/bin:/bin");
  }

  private void arrive(String... environment) throws Exception {
    stage.configure(Stage.sync(PROMPT));
    try (Folder source = Folder.of(stage.source)) {
      stage.start(environment);
      for (int b = 1; b < 256; b++) {
        if (b != '/') {
          String name = "n" + (char) b;
          assertEquals(0, source.mkdir(name));
          try (Folder below = source.open(name)) {
            below.write(name + name, Content.text("x"));
            below.symlink(name, "link" + (char) b);
          }
          source.rename(name, source, name + "renamed");
        }
      }
      stage.awaitInStep();
      stage.waitAndCompare(TreeDifference.Options.ARCHIVE);
    }
    stage.stop();
    assertPrintable("log", stage.log());
  }

  /// A file that cannot be put where a file system is mounted, so that its name is told everywhere.
  @Test
  void nothingPrintedHoldsANameRaw() throws Exception {
    stage.configure(
        Stage.sync(PROMPT).replace("settings {", "settings { logfile = \"HOME/log\", "));
    Files.writeString(stage.source.resolve("file"), "x");
    stage.start(
        "sh",
        "-c",
        "d=$(printf '"
            + stage.target
            + "/"
            + HOSTILE
            + "')\n"
            + "mkdir \"$d\"; mount -t tmpfs tmpfs \"$d\"; touch \"$d/within\"\n"
            + "printf x > \"$(printf '"
            + stage.source
            + "/"
            + HOSTILE
            + "')\"\n"
            + "exec \"$@\"",
        "sh");
    stage.daemon().awaitText(Stage.LIMIT, text -> text.contains("tried once"));
    String configuration = stage.configuration.toString();
    Outcome wait = stage.lockstep("wait", "-timeout", "20", configuration);
    assertEquals(1, wait.exit(), wait::text);
    assertPrintable("wait", latin(wait));
    assertPrintable("status", latin(stage.lockstep("status", configuration)));
    String json = latin(stage.lockstep("status", "-json", configuration));
    assertPrintable("status -json", json);
    assertTrue(json.contains("forged"), json);
    Stage.await("the status file tells of it", () -> statusFile().contains("forged"));
    assertPrintable("status file", statusFile());
    stage.stop();
    assertPrintable("terminal", stage.log());
    assertPrintable(
        "log file",
        new String(Files.readAllBytes(stage.home.resolve("log")), StandardCharsets.ISO_8859_1));
  }

  private String statusFile() {
    try {
      var path = stage.home.resolve("status");
      return Files.exists(path)
          ? new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1)
          : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String latin(Outcome outcome) {
    return new String(outcome.output(), StandardCharsets.ISO_8859_1);
  }

  private static void assertPrintable(String what, String text) {
    assertFalse(text.isEmpty(), what);
    boolean printable = text.chars().allMatch(c -> c == '\n' || c >= ' ' && c < 0x7f);
    assertTrue(printable, what + ": " + text);
    assertFalse(
        text.lines().anyMatch(line -> line.contains(" Error: forged") && !line.contains("bad")),
        what + ": " + text);
  }

  @Test
  void thePathsOfAConfigurationAreBytes() throws Exception {
    String accented = "qu\u00c3\u00a9lle"; // UTF-8, each byte a character
    String broken = "z\u00ff";
    try (Folder home = Folder.of(stage.home)) {
      home.mkdir(accented);
      home.mkdir(broken);
      String text =
          Stage.sync(PROMPT)
              .replace("SOURCE", stage.home + "/" + accented)
              .replace("TARGET", stage.home + "/" + broken)
              .replace("HOME", stage.home.toString());
      home.write("lsyncd.conf.lua", Folder.bytes(text));
      stage.start("env", "-i", "PATH=/usr/bin:/bin");
      stage.awaitInStep();
      try (Folder source = home.open(accented);
          Folder target = home.open(broken)) {
        source.write("file", Content.text("x"));
        stage.waitInStep();
        assertArrayEquals(Content.text("x"), target.read("file"));
      }
      stage.stop();
    }
  }
}
