package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lockstep.SandboxProcess.Outcome;

/// A target on `src/test/c/slowfs.c`, which is slow, hangs or fails as told, and counts what it is
/// asked.
final class SlowFileSystem {
  /// What nobody waits for.
  private static final List<String> QUIET =
      List.of(
          "OTHER",
          "INIT",
          "FORGET",
          "BATCH_FORGET",
          "RELEASE",
          "RELEASEDIR",
          "FLUSH",
          "INTERRUPT",
          "DESTROY");

  /// What lies behind the mount, where it can be looked at without asking the mount.
  final Path behind;

  private final Path program;
  private final Path mountPoint;
  private final Path control;
  private int commands;

  /// Builds it, for a mount point in a sandbox.
  SlowFileSystem(Stage stage, Path mountPoint) throws IOException, InterruptedException {
    assumeTrue(Files.exists(Path.of("/dev/fuse")), "skipped: this machine has no /dev/fuse");
    this.mountPoint = mountPoint;
    behind = Files.createDirectory(stage.home.resolve("behind"));
    program = stage.home.resolve("slowfs");
    control = stage.home.resolve("control");
    Path code = Path.of("src/test/c/slowfs.c").toAbsolutePath();
    Outcome outcome =
        stage.sandbox.run(
            "cc", "-std=gnu11", "-O2", "-pthread", "-o", program.toString(), code.toString());
    assertEquals(0, outcome.exit(), outcome::text);
  }

  /// The words before a program for which it is to be mounted, with so much delay from the start.
  String[] mounting(int delayMicros) throws IOException {
    return mounting("delay " + delayMicros);
  }

  /// The same with one that does not answer from the start.
  String[] hanging() throws IOException {
    return mounting("hang");
  }

  private String[] mounting(String first) throws IOException {
    commands = 1;
    Files.deleteIfExists(report()); // of an earlier mount
    String script =
        "'%s' '%s' '%s' '%s' && echo %s > '%s' && exec \"$@\""
            .formatted(program, behind, mountPoint, control, first, control);
    return new String[] {"sh", "-c", script, "sh"};
  }

  /// Gives a command, and waits until it is obeyed.
  void command(String line) throws IOException, InterruptedException {
    Files.writeString(control, line + "\n", StandardOpenOption.WRITE);
    commands++;
    Stage.await(line + " is obeyed", () -> head(0) >= commands);
  }

  /// Waits until so many operations are held up.
  void awaitHeld(int count) throws InterruptedException {
    Stage.await(
        count + " operations are held up",
        () -> {
          try {
            command("count");
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return head(1) >= count;
        });
  }

  private Path report() {
    return control.resolveSibling("control.report");
  }

  /// A number in the first line of the report.
  private int head(int index) {
    try {
      return Files.exists(report())
          ? Integer.parseInt(Files.readAllLines(report()).getFirst().split(" ")[index])
          : -1;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// How many operations of each type there were since the counters were reset; those that somebody
  /// waited for.
  Map<String, Integer> counts() throws IOException, InterruptedException {
    command("count");
    var counts = new HashMap<String, Integer>();
    List<String> lines = Files.readAllLines(report());
    for (String line : lines.subList(1, lines.size())) {
      String[] words = line.split(" ");
      int count = Integer.parseInt(words[1]);
      if (count > 0 && !QUIET.contains(words[0])) {
        counts.put(words[0], count);
      }
    }
    return counts;
  }
}
