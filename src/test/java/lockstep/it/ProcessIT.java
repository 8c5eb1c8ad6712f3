package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import lockstep.Sandbox;
import lockstep.linux.Sockets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The built program as a process: signals, exit statuses, and what it looks like from outside.
class ProcessIT {
  private static final String PROMPT = "delay = 0, rsync = { archive = true }";

  private Stage stage;

  @BeforeEach
  void begin() throws Exception {
    stage = Stage.create();
    Files.writeString(stage.source.resolve("file"), "x");
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

  @Test
  void theInterruptSignalEndsIt() throws Exception {
    run(PROMPT);
    stage.daemon().signal("INT");
    assertEquals(130, stage.daemon().await(Stage.LIMIT).exit());
    stage.assertCleanLog();
  }

  @Test
  void aConfigurationThatCannotBeUsedIsNotTakenUp() throws Exception {
    run(PROMPT);
    stage.configure("sync { source = \"SOURCE\", target = \"\" }");
    stage.daemon().signal("HUP");
    stage.daemon().awaitText(Stage.LIMIT, text -> text.contains("the old one stays"));
    assertTrue(stage.log().contains("lsyncd.conf.lua:1"), stage.log());
    Files.writeString(stage.source.resolve("later"), "y");
    // the question goes by the name of the file alone
    stage.waitAndCompare(TreeDifference.Options.ARCHIVE);
    stage.stop();
  }

  @Test
  void anotherConfigurationIsTakenUp() throws Exception {
    run(PROMPT);
    Path second = Files.createDirectory(stage.home.resolve("second"));
    stage.configure(
        Stage.sync(PROMPT)
            .replace("TARGET", "HOME/second")
            .replace("settings {", "settings { pidfile = \"HOME/pid\",")
            .replace("statusInterval = 1", "statusInterval = 2"));
    stage.daemon().signal("HUP");
    stage
        .daemon()
        .awaitText(
            Stage.LIMIT, text -> text.contains("The configuration is taken up: changed Sync1"));
    stage
        .daemon()
        .awaitText(
            Stage.LIMIT, text -> text.contains("A restart is needed for what changed of: pidfile"));
    stage.daemon().awaitText(Stage.LIMIT, text -> text.contains(second + " equals"));
    Files.writeString(stage.source.resolve("later"), "y");
    stage.waitInStep();
    assertEquals("y", Files.readString(second.resolve("later")));
    assertFalse(Files.exists(stage.target.resolve("later")));
    stage.stop();
  }

  @Test
  void onePassEnds() throws Exception {
    stage.configure(Stage.sync(PROMPT));
    var outcome =
        stage.sandbox.run(
            Sandbox.lockstep(), "-onepass", "-nodaemon", stage.configuration.toString());
    assertEquals(0, outcome.exit(), outcome::text);
    stage.start(); // for the log of a failure
    stage.awaitInStep();
    stage.assertSame(TreeDifference.Options.ARCHIVE);
    stage.stop();
  }

  @Test
  void excludedDirectoriesAreNotWatched() throws Exception {
    Files.createDirectories(stage.source.resolve("cache/deep"));
    Files.createDirectories(stage.source.resolve("kept"));
    run("exclude = { \"/cache/\" }, " + PROMPT);
    Path status = stage.home.resolve("status");
    Stage.await("the status file tells of the watches", () -> text(status).contains("/kept/"));
    assertFalse(text(status).contains("/cache/deep"), text(status));
    assertTrue(text(status).contains("Inotify watching 2 directories"), text(status));
    stage.stop();
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theStatusFileIsWholeAtEveryMoment() throws Exception {
    for (int i = 0; i < 300; i++) {
      Files.createDirectory(stage.source.resolve("directory" + i));
    }
    stage.configure(Stage.sync(PROMPT).replace("statusInterval = 1", "statusInterval = 0"));
    stage.start();
    stage.awaitInStep();
    Path status = stage.home.resolve("status");
    Stage.await("there is a status file", () -> Files.exists(status));
    var over = new AtomicBoolean();
    var writer = new Thread(() -> write(over));
    writer.start();
    try {
      for (int i = 0; i < 200; i++) {
        String text = text(status);
        assertTrue(text.startsWith("Lsyncd status report at "), text);
        assertTrue(text.endsWith("/\n") && text.contains("Inotify watching 301 "), text);
      }
    } finally {
      over.set(true);
      writer.join();
    }
    stage.stop();
  }

  private void write(AtomicBoolean over) {
    try (Folder source = Folder.of(stage.source)) {
      for (int i = 0; !over.get(); i++) {
        source.append("file" + i % 20, Content.text("x"));
      }
    }
  }

  @Test
  void systemdIsToldWhenItWatches() throws Exception {
    Path path = stage.home.resolve("notify");
    int socket = Sockets.socket(Sockets.AF_UNIX, Sockets.SOCK_DGRAM | Sockets.SOCK_CLOEXEC, 0);
    assertTrue(socket >= 0);
    assertEquals(0, Sockets.bind(socket, Folder.bytes(path.toString())));
    stage.configure(Stage.sync(PROMPT).replace("TARGET", "HOME/none/target"));
    stage.start("env", "NOTIFY_SOCKET=" + path);
    assertEquals(255, stage.daemon().await(Stage.LIMIT).exit());
    String said = heard(socket);
    assertTrue(said.startsWith("STATUS=Sync1 cannot start: mkdir "), said);
    stage.configure(Stage.sync(PROMPT));
    stage.start("env", "NOTIFY_SOCKET=" + path);
    assertTrue(heard(socket).contains("READY=1"));
    lockstep.linux.Files.close(socket);
    stage.awaitInStep();
    stage.stop();
  }

  private static String heard(int socket) {
    ByteBuffer message = ByteBuffer.allocateDirect(1000);
    int length = lockstep.linux.Files.read(socket, message);
    var said = new byte[length];
    message.get(said);
    return new String(said, StandardCharsets.UTF_8);
  }

  @Test
  void itDoesNothingWhileNothingHappens() throws Exception {
    run(PROMPT);
    stage.waitInStep();
    Thread.sleep(1_000); // what the waiting has left behind
    long before = ticks();
    Thread.sleep(4_000);
    long used = ticks() - before;
    assertTrue(used <= 6, used + " ticks of 10 ms in four seconds");
    stage.stop();
  }

  /// The processor time of the daemon, fields 14 and 15 of `proc_pid_stat(5)`.
  private long ticks() throws Exception {
    String stat = stage.proc("stat");
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  @Test
  void thePortableMonitorWatchesToo() throws Exception {
    Files.createDirectory(stage.source.resolve("directory"));
    var daemon =
        stage.startWith(
            "-nodaemon",
            "-delay",
            "0",
            "-monitor",
            "portable",
            "-direct",
            stage.source.toString(),
            stage.target.toString());
    daemon.awaitText(Stage.LIMIT, text -> text.contains(" is in step: "));
    Files.writeString(stage.source.resolve("directory/later"), "y");
    Files.delete(stage.source.resolve("file"));
    Path later = stage.target.resolve("directory/later");
    Path file = stage.target.resolve("file");
    Stage.await("it has arrived", () -> Files.exists(later) && !Files.exists(file));
    stage.stop();
  }
}
