package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import lockstep.SandboxProcess.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The built program where the kernel gives it too few watches, no watcher, or too short a queue.
///
/// The limits of watches and watchers are those of a user namespace of its own (`/proc/sys/user`);
/// the length of the queue belongs to the machine, and stays: the daemon is stopped until it
/// overflows.
class WatchLimitsIT {
  private static final String PROMPT = "delay = 0, rsync = { archive = true }";
  private static final String LIMITS = "/proc/sys/user/max_inotify_";

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

  private void start(String limit) throws Exception {
    stage.start(
        "unshare",
        "--user",
        "--map-root-user",
        "sh",
        "-ec",
        "echo " + limit.replace(" ", " > " + LIMITS) + "; exec \"$@\"",
        "sh");
  }

  private void set(String limit) throws Exception {
    String script = "echo " + limit.replace(" ", " > " + LIMITS);
    try (var process =
        stage.daemon().inside("nsenter", "--target", "1", "--user", "sh", "-ec", script)) {
      Outcome outcome = process.await(Stage.LIMIT);
      assertTrue(outcome.exit() == 0, outcome::text);
    }
  }

  private void requireNamespaces() throws Exception {
    var probe = stage.sandbox.run("unshare", "--user", "--map-root-user", "true");
    assumeTrue(probe.exit() == 0, () -> "skipped: no user namespaces: " + probe.text());
  }

  @Test
  void tooFewWatchesAndThenEnough() throws Exception {
    requireNamespaces();
    stage.configure(Stage.sync(PROMPT));
    for (int i = 0; i < 20; i++) {
      Files.createDirectories(stage.source.resolve("d" + i));
    }
    start("10 watches");
    stage.awaitInStep();
    stage.daemon().awaitText(Stage.LIMIT, text -> text.contains("max_user_watches"));
    for (int i = 0; i < 20; i++) {
      Files.writeString(stage.source.resolve("d" + i + "/unheard"), "x");
    }
    stage.waitInStep(); // has what is not watched compared
    stage.assertSame(TreeDifference.Options.ARCHIVE);
    set("1000 watches");
    Files.writeString(stage.source.resolve("d0/again"), "x");
    stage.waitAndCompare(TreeDifference.Options.ARCHIVE);
    Path status = stage.home.resolve("status");
    Stage.await("everything is watched", () -> text(status).contains("watching 21 directories"));
    Files.writeString(stage.source.resolve("d19/heard"), "x");
    stage.waitAndCompare(TreeDifference.Options.ARCHIVE);
    stage.stop();
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void noWatcherAndThenOne() throws Exception {
    requireNamespaces();
    stage.configure("settings { insist = true }\n" + Stage.sync(PROMPT));
    Files.writeString(stage.source.resolve("file"), "x");
    start("0 instances");
    stage.daemon().awaitText(Stage.LIMIT, text -> text.contains("max_user_instances"));
    stage.ask(1, "wait", "-timeout", "60");
    set("10 instances");
    stage.awaitInStep();
    stage.waitAndCompare(TreeDifference.Options.ARCHIVE);
    stage.stop();
  }

  @Test
  void theKernelsQueueOverflows() throws Exception {
    stage.configure(Stage.sync(PROMPT));
    Path outside = Files.createDirectory(stage.home.resolve("outside"));
    Files.writeString(stage.source.resolve("file"), "x");
    stage.start();
    stage.awaitInStep();
    try (var storm = new Storm(5, stage, outside, TreeDifference.Options.ARCHIVE)) {
      storm.rage(storm::overflow);
      stage.waitAndCompare(TreeDifference.Options.ARCHIVE);
    }
    assertTrue(stage.log().contains("events at / may have been lost"), stage.log());
    stage.stop();
  }
}
