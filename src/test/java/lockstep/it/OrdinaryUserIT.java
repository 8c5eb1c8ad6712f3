package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The built program without root's rights: what it may not read or set.
class OrdinaryUserIT {
  private static final String PROMPT = "delay = 0, rsync = { archive = true, acls = true }";
  private static final String USER = "4711";

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

  private void start() throws Exception {
    stage.configure(Stage.sync(PROMPT));
    stage.sandbox.output("chown", "-R", USER + ":" + USER, stage.home.toString());
    var user =
        List.of(
            "env",
            "XDG_RUNTIME_DIR=" + stage.home,
            "setpriv",
            "--reuid=" + USER,
            "--regid=" + USER,
            "--clear-groups",
            "--no-new-privs");
    stage.askThrough(user);
    stage.start(user.toArray(String[]::new));
  }

  @Test
  void aDirectoryCannotBeReadForAWhile() throws Exception {
    Files.createDirectories(stage.source.resolve("closed/below"));
    Files.writeString(stage.source.resolve("closed/below/file"), "precious");
    start();
    stage.awaitInStep();
    stage.inside("chmod 0 source/closed; echo x > source/other");
    assertTrue(stage.ask(1, "wait", "-timeout", "60").contains("/closed"));
    assertEquals("x\n", Files.readString(stage.target.resolve("other")));
    stage.inside("test -f target/closed/below/file"); // as root: its mode has arrived
    stage.inside("echo new > source/closed/below/new; chown -R 4711:4711 source");
    stage.inside("chmod 755 source/closed");
    stage.awaitInStep(2);
    stage.waitAndCompare(TreeDifference.Options.ARCHIVE);
    stage.stop();
  }

  /// What is beyond its rights is told of at the first, second, fourth… try, and tried seldom.
  @Test
  void whatItMayNotDoIsTriedSeldom() throws Exception {
    for (int i = 0; i < 20; i++) {
      Files.writeString(stage.source.resolve("file" + i), "x");
    }
    start();
    stage.awaitInStep();
    stage.inside("chown root target; chmod 755 target; echo y | tee source/file* > /dev/null");
    assertTrue(stage.ask(1, "wait", "-timeout", "60").contains("EACCES"));
    Thread.sleep(1_000);
    long before = ticks();
    Thread.sleep(4_000);
    long used = ticks() - before;
    assertTrue(used <= 25, used + " ticks of 10 ms in four seconds");
    for (int i = 0; i < 20; i++) {
      String path = "/file" + i + ":";
      long lines = stage.log().lines().filter(line -> line.contains(path)).count();
      assertTrue(lines >= 1 && lines <= 4, () -> path + " " + lines + " times in " + log());
    }
    stage.inside("chown " + USER + " target");
    stage.awaitInStep(2);
    stage.waitAndCompare(TreeDifference.Options.ARCHIVE);
    stage.stop();
  }

  private String log() {
    try {
      return stage.log();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// See `proc_pid_stat(5)`.
  private long ticks() throws Exception {
    String stat = stage.proc("stat");
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }
}
