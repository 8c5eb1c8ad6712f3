package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The power of the target's disk fails in the midst of work: after the next start both trees are
/// equal, and with `fsync` no name was ever there without its content.
class PowerCutIT {
  private static final int NAMES = 40;

  /// A content says how long it is, so that it tells by itself whether it is whole.
  private static final Pattern HEAD = Pattern.compile("(\\d+) bytes\n.*", Pattern.DOTALL);

  private Stage stage;
  private Path disk;
  private Path cut;

  @BeforeEach
  void begin() throws Exception {
    stage = Stage.create();
    disk = stage.home.resolve("disk");
    cut = stage.home.resolve("shutdown");
    Path code = Path.of("src/test/c/shutdown.c").toAbsolutePath();
    stage.sandbox.output("cc", "-o", cut.toString(), code.toString());
  }

  @AfterEach
  void end() throws Exception {
    if (stage != null) {
      stage.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"ext4, --fsync", "xfs, --fsync", "ext4, --no-fsync"})
  void nothingHalfIsPublished(String type, String option) throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/loop-control")), "skipped: no loop devices");
    stage.configure(
        Stage.sync(
            "delay = 0, exclude = { \"/lost+found\" }, rsync = { archive = true, _extra = { \""
                + option
                + "\" } }"));
    stage.sandbox.output("truncate", "-s", "400M", disk.toString());
    stage.sandbox.output("mkfs." + type, "-q", disk.toString());
    for (int round = 1; round <= 2; round++) {
      start();
      stage.awaitInStep();
      writeUntilTheCut(round);
      stage.daemon().kill();
      stage.daemon().await(Stage.LIMIT);
      awaitDetached();
      if (option.equals("--fsync")) {
        assertEquals(List.of(), damaged());
      }
    }
    start();
    stage.awaitInStep();
    stage.waitInStep();
    stage.inside("diff -r --exclude=lost+found source target"); // the target is seen in there only
    stage.stop();
  }

  private void start() throws Exception {
    stage.startAfter("mount -o loop disk target");
  }

  private void writeUntilTheCut(int round) throws Exception {
    var over = new AtomicBoolean();
    var writer = new Thread(() -> write(round, over));
    writer.start();
    try {
      Stage.await("much has been copied", () -> count() > 400);
      stage.inside(cut + " target");
    } finally {
      over.set(true);
      writer.join();
    }
    assertTrue(count() > 0);
  }

  private volatile int written;

  private int count() {
    return written;
  }

  private void write(int round, AtomicBoolean over) {
    written = 0;
    try (Folder source = Folder.of(stage.source)) {
      for (int i = 0; !over.get(); i++) {
        int size = 1000 + (i * 7919) % 60_000;
        String name = i % 3 == 0 ? "new" + round + "-" + i : "old" + i % NAMES;
        source.write(name, content(size));
        written = i;
        Thread.sleep(1);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] content(int size) {
    String head = size + " bytes\n";
    return (head + "x".repeat(size - head.length())).getBytes(StandardCharsets.US_ASCII);
  }

  /// The kernel takes a moment to let go of what the last mount namespace held.
  private void awaitDetached() throws InterruptedException {
    Stage.await("the disk is detached", () -> loops().isEmpty());
  }

  private String loops() {
    try {
      return stage.sandbox.output("losetup", "-j", disk.toString()).strip();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// Names on the disk, as it is after the cut, whose content is not whole.
  private List<String> damaged() throws Exception {
    Path copy = Files.createDirectories(stage.home.resolve("copy"));
    stage.sandbox.output(
        "sh",
        "-ec",
        "rm -rf '"
            + copy
            + "'/*; mount -o loop '"
            + disk
            + "' '"
            + stage.target
            + "'; cp -r '"
            + stage.target
            + "'/. '"
            + copy
            + "'; umount '"
            + stage.target
            + "'");
    awaitDetached();
    try (var files = Files.list(copy)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(file -> !isWhole(file))
          .map(Path::toString)
          .toList();
    }
  }

  private static boolean isWhole(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      var head = HEAD.matcher(text);
      return head.matches()
          && Integer.parseInt(head.group(1)) == text.length()
          && text.endsWith("x")
          && text.indexOf('\0') < 0;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
