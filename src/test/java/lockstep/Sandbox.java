package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A directory in which processes that delete may run as root: for them, everything else on the
/// machine is read-only.
///
/// Whatever starts a daemon, or rsync with deletion, in a test, does it through here. `/tmp`,
/// `/run` and `/dev/shm` are private to each process started here, and so are its mounts;
/// [SandboxProcess#inside] starts more where one runs. The rules are those of
/// `src/test/sandbox/sandbox`. Closing kills what still runs and deletes the directory.
public final class Sandbox implements AutoCloseable {
  private static final Path SCRIPT = Path.of("src/test/sandbox/sandbox").toAbsolutePath();

  private final Path directory;
  private final List<SandboxProcess> started = new ArrayList<>();
  private int scripts;

  private Sandbox(Path directory) {
    this.directory = directory;
  }

  /// A sandbox in a new directory.
  public static Sandbox create() throws IOException {
    assumeRoot();
    // Not below /tmp, which is another one inside.
    return create(Files.createTempDirectory(Path.of("/var/tmp"), "lockstep-"));
  }

  /// A sandbox in a directory that the test made. Skips the test when not run by root.
  ///
  /// @throws IllegalArgumentException unless the directory is empty, so that there is nothing to
  ///   lose, and not below `/tmp`
  public static Sandbox create(Path made) throws IOException {
    check(made);
    assumeRoot();
    Files.createDirectory(made.resolve("tmp"));
    return new Sandbox(made);
  }

  private static void assumeRoot() throws IOException {
    assumeTrue(
        Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
        "skipped: to start a daemon safely needs root and unshare(1), for " + SCRIPT.getFileName());
  }

  private static void check(Path made) throws IOException {
    boolean real =
        Files.isDirectory(made, LinkOption.NOFOLLOW_LINKS)
            && made.isAbsolute()
            && made.equals(made.toRealPath());
    if (!real || made.startsWith("/tmp") || !isEmpty(made)) {
      throw new IllegalArgumentException(
          "a sandbox needs an empty directory of its own, with its real path, outside /tmp: "
              + made);
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }

  public Path directory() {
    return directory;
  }

  /// The launcher of the built image.
  public static String lockstep() {
    String image = System.getProperty("lockstep.image");
    return Path.of(image == null ? "target/lockstep" : image, "bin", "lockstep")
        .toAbsolutePath()
        .toString();
  }

  /// Runs a command to its end, for at most a minute.
  public SandboxProcess.Outcome run(String... command) throws IOException, InterruptedException {
    return run(bytes(command));
  }

  /// Runs a command whose words need not be text.
  public SandboxProcess.Outcome run(List<byte[]> command) throws IOException, InterruptedException {
    try (SandboxProcess process = start(command)) {
      return process.await(Duration.ofMinutes(1));
    }
  }

  /// Runs a command that must end with 0, and gives what it printed.
  public String output(String... command) throws IOException, InterruptedException {
    SandboxProcess.Outcome outcome = run(command);
    assertEquals(0, outcome.exit(), () -> String.join(" ", command) + ": " + outcome.text());
    return outcome.text();
  }

  public SandboxProcess start(String... command) throws IOException {
    return start(bytes(command));
  }

  public SandboxProcess start(List<byte[]> command) throws IOException {
    return launch(List.of("sh", SCRIPT.toString(), directory.toString()), command);
  }

  /// Starts `command` behind the words of `through`. The command stands in a script, because a
  /// [ProcessBuilder] cannot pass on every byte.
  SandboxProcess launch(List<String> through, List<byte[]> command) throws IOException {
    String name = "command-" + scripts++ + ".sh";
    Files.write(directory.resolve("tmp").resolve(name), script(command));
    var words = new ArrayList<>(through);
    words.addAll(List.of("sh", "/tmp/" + name));
    var process = new SandboxProcess(this, words);
    started.add(process);
    return process;
  }

  private static byte[] script(List<byte[]> command) {
    var script = new ByteArrayOutputStream();
    script.writeBytes("exec".getBytes(StandardCharsets.US_ASCII));
    for (byte[] word : command) {
      script.writeBytes(" '".getBytes(StandardCharsets.US_ASCII));
      for (byte b : word) {
        script.writeBytes(b == '\'' ? "'\\''".getBytes(StandardCharsets.US_ASCII) : new byte[] {b});
      }
      script.write('\'');
    }
    script.write('\n');
    return script.toByteArray();
  }

  static List<byte[]> bytes(String... words) {
    return Stream.of(words).map(word -> word.getBytes(StandardCharsets.UTF_8)).toList();
  }

  @Override
  public void close() throws IOException {
    started.forEach(SandboxProcess::close);
    Files.walkFileTree(directory, new Deletion());
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException error)
        throws IOException {
      Files.delete(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
