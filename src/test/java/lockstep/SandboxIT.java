package lockstep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// That a process in a [Sandbox] can change nothing else, and is under control.
class SandboxIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private Sandbox sandbox;

  @BeforeEach
  void create() throws IOException {
    sandbox = Sandbox.create();
  }

  @AfterEach
  void close() throws IOException {
    if (sandbox != null) {
      sandbox.close();
      assertFalse(Files.exists(sandbox.directory()));
    }
  }

  @Test
  void nothingElseCanBeWritten() throws IOException, InterruptedException {
    Path outside = Files.createTempDirectory(Path.of("/var/tmp"), "lockstep-outside-");
    try {
      Path victim = Files.createFile(outside.resolve("victim"));
      assertNotEquals(0, sandbox.run("rm", "-rf", "--", outside.toString()).exit());
      assertNotEquals(
          0, sandbox.run("touch", Path.of("target/touched").toAbsolutePath().toString()).exit());
      assertTrue(Files.exists(victim));
    } finally {
      Files.deleteIfExists(outside.resolve("victim"));
      Files.delete(outside);
    }
  }

  @Test
  void theTemporaryDirectoriesAreItsOwn() throws IOException, InterruptedException {
    sandbox.output("sh", "-c", "echo x > /tmp/mine; echo x > /run/mine; echo x > /dev/shm/mine");
    assertTrue(Files.exists(sandbox.directory().resolve("tmp/mine")));
    for (String elsewhere : List.of("/tmp/mine", "/run/mine", "/dev/shm/mine")) {
      assertFalse(Files.exists(Path.of(elsewhere), LinkOption.NOFOLLOW_LINKS), elsewhere);
    }
  }

  @Test
  void wordsArriveByteForByte() throws IOException, InterruptedException {
    var word = new ByteArrayOutputStream();
    for (int b = 1; b < 256; b++) {
      word.write(b);
    }
    var command =
        List.of(
            Sandbox.bytes("printf").getFirst(), Sandbox.bytes("%s").getFirst(), word.toByteArray());
    assertArrayEquals(word.toByteArray(), sandbox.run(command).output());
  }

  @Test
  void anotherProcessJoinsTheFirst() throws IOException, InterruptedException {
    try (var first =
        sandbox.start("sh", "-c", "echo there > /run/mark; echo ready; exec sleep 100")) {
      first.awaitText(LIMIT, "ready\n"::equals);
      try (var second = first.inside("cat", "/run/mark")) {
        assertEquals("there\n", second.await(LIMIT).text());
      }
    }
  }

  @Test
  void signalsReachTheProcessAndItsEndIsSeen() throws IOException, InterruptedException {
    try (var process =
        sandbox.start(
            "sh", "-c", "trap 'exit 42' TERM; echo ready; while :; do sleep 0.01; done")) {
      process.awaitText(LIMIT, "ready\n"::equals);
      process.signal("TERM");
      assertEquals(42, process.await(LIMIT).exit());
    }
    try (var process = sandbox.start("sh", "-c", "echo ready; exec sleep 100")) {
      process.awaitText(LIMIT, "ready\n"::equals);
      process.kill();
      assertNotEquals(0, process.await(LIMIT).exit());
    }
  }

  @Test
  void noProcessOutlivesItsFirst() throws IOException, InterruptedException {
    Path beat = sandbox.directory().resolve("beat");
    sandbox.output(
        "sh",
        "-c",
        "(while :; do echo x >> \"$1\"; sleep 0.01; done) >/dev/null 2>&1 & sleep 0.2",
        "sh",
        beat.toString());
    long size = Files.size(beat);
    sandbox.output("sleep", "0.2");
    assertTrue(size > 0);
    assertEquals(size, Files.size(beat));
  }
}
