package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.regex.Pattern;
import lockstep.it.TreeDifference.Options;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A target that an `rsync --daemon` keeps.
final class RsyncDaemonIT {
  private static final Pattern DRAFT = Pattern.compile("\\..*\\.[A-Za-z0-9]{6}", Pattern.DOTALL);

  private Stage stage;
  private RsyncServer server;

  @BeforeEach
  void prepare() throws Exception {
    stage = Stage.create();
    server = new RsyncServer(stage);
  }

  @AfterEach
  void clean() throws Exception {
    server.close();
    stage.close();
  }

  private void configure(String more) throws Exception {
    stage.configure(
        Stage.sync("delay = 0, rsync = { archive = true, checksum = true }" + more)
            .replace("TARGET", server.target()));
  }

  @Test
  void followsChurn() throws Exception {
    configure("");
    server.start();
    Path outside = Files.createDirectory(stage.home.resolve("outside"));
    Files.writeString(stage.source.resolve("before"), "there from the start");
    // rsync leaves the time of a directory as it is that has the right one when it comes to it
    Files.setLastModifiedTime(stage.source, FileTime.from(Instant.EPOCH));
    stage.start();
    stage.awaitInStep();
    stage.assertSame(Options.ARCHIVE);
    try (var storm = new Storm(1, stage, outside, Options.ARCHIVE)) {
      for (int round = 0; round < 2; round++) {
        storm.rageUnseen(() -> {});
        stage.waitAndCompare(Options.ARCHIVE);
      }
    }
    stage.stop();
  }

  @Test
  void nothingIsForgottenWhileTheServerIsAway() throws Exception {
    configure("");
    server.start();
    Path outside = Files.createDirectory(stage.home.resolve("outside"));
    stage.start();
    stage.awaitInStep();
    try (var storm = new Storm(2, stage, outside, Options.ARCHIVE)) {
      storm.rageUnseen(server::kill);
      stage.daemon().awaitText(Stage.LIMIT, text -> text.contains("Retrying, as rsync ended with"));
      assertFalse(
          stage.lockstep("status", stage.configuration.toString()).text().contains("in sync"));
      removeDrafts();
      server.start();
      stage.waitAndCompare(Options.ARCHIVE);
    }
    stage.stop();
  }

  /// The server's rsync, killed in the middle of a file, leaves it under a temporary name.
  private void removeDrafts() throws IOException {
    try (var paths = Files.walk(stage.target)) {
      for (Path path : paths.filter(this::isDraft).toList()) {
        Files.delete(path);
      }
    }
  }

  private boolean isDraft(Path path) {
    Path source = stage.source.resolve(stage.target.relativize(path));
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
        && DRAFT.matcher(path.getFileName().toString()).matches()
        && !Files.exists(source, LinkOption.NOFOLLOW_LINKS);
  }

  @Test
  void whatIsExcludedStaysOnBothSides() throws Exception {
    Files.createDirectories(stage.target.resolve("d"));
    Files.writeString(stage.target.resolve("d/theirs.tmp"), "theirs");
    Files.writeString(stage.target.resolve("stranger"), "not in the source");
    Files.createDirectories(stage.source.resolve("d"));
    Files.writeString(stage.source.resolve("d/ours.tmp"), "ours");
    configure(", exclude = \"*.tmp\"");
    server.start();
    stage.start();
    stage.awaitInStep();
    Files.createDirectories(stage.source.resolve("new/below"));
    Files.writeString(stage.source.resolve("new/below/ours.tmp"), "ours");
    Files.writeString(stage.source.resolve("new/below/file"), "file");
    stage.waitInStep();
    try (var paths = Files.walk(stage.target)) {
      assertEquals(
          "d d/theirs.tmp new new/below new/below/file",
          String.join(
              " ",
              paths
                  .skip(1)
                  .map(path -> stage.target.relativize(path).toString())
                  .sorted()
                  .toList()));
    }
    stage.stop();
  }

  @Test
  void anEmptiedSourceHalts() throws Exception {
    Files.writeString(stage.target.resolve("precious"), "precious");
    configure("");
    server.start();
    stage.start();
    stage.daemon().awaitText(Stage.LIMIT, text -> text.contains("halted: "));
    assertTrue(Files.exists(stage.target.resolve("precious")));
    stage.lockstep("resume", stage.configuration.toString());
    stage.waitAndCompare(Options.ARCHIVE);
  }
}
