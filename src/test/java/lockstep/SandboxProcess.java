package lockstep;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A process in a [Sandbox], with all that it starts.
///
/// It is process 1 of a namespace of its own: a signal that it does not handle does not end it, but
/// [#kill] does.
public final class SandboxProcess implements AutoCloseable {
  private final Sandbox sandbox;
  private final Path output;
  private final Process process;

  SandboxProcess(Sandbox sandbox, List<String> words) throws IOException {
    this.sandbox = sandbox;
    output = Files.createTempFile("lockstep-", ".out");
    var builder =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
    process = builder.redirectInput(Path.of("/dev/null").toFile()).start();
  }

  /// How a process ended.
  ///
  /// @param exit its status; if a signal ended it, something other than 0 that depends on the
  ///   version of unshare(1)
  /// @param output what it wrote on both standard output and standard error
  public record Outcome(int exit, byte[] output) {
    public String text() {
      return new String(output, StandardCharsets.UTF_8);
    }
  }

  /// Starts another process where this one runs: with its `/tmp`, its `/run` and its mounts.
  public SandboxProcess inside(String... command) throws IOException {
    return inside(Sandbox.bytes(command));
  }

  public SandboxProcess inside(List<byte[]> command) throws IOException {
    return sandbox.launch(
        List.of("nsenter", "--target", Long.toString(first().pid()), "--mount", "--pid"), command);
  }

  /// Sends a signal, such as `TERM`, to the process itself.
  public void signal(String name) throws IOException, InterruptedException {
    int exit =
        new ProcessBuilder("kill", "-s", name, Long.toString(first().pid()))
            .inheritIO()
            .start()
            .waitFor();
    if (exit != 0) {
      fail("kill -s " + name + " failed; so far: " + text());
    }
  }

  /// Ends the process and all that it started, as a crash would.
  public void kill() throws IOException {
    first().destroyForcibly();
  }

  /// The process itself: the only child of unshare or nsenter, which wait for it.
  private ProcessHandle first() throws IOException {
    for (int tries = 0; tries < 1000 && process.isAlive(); tries++) {
      var child = process.children().findFirst();
      if (child.isPresent()) {
        return child.get();
      }
      pause();
    }
    throw new IOException("not running; it said: " + text());
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  /// What it has written so far.
  public String text() throws IOException {
    return Files.readString(output, StandardCharsets.ISO_8859_1);
  }

  /// Waits until what it has written so far satisfies a condition.
  public void awaitText(Duration limit, Predicate<String> condition) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.test(text())) {
      if (System.nanoTime() > end || !process.isAlive() && !condition.test(text())) {
        fail("waited in vain for it to say something else than: " + text());
      }
      pause();
    }
  }

  /// Waits for its end.
  public Outcome await(Duration limit) throws IOException, InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      fail("still running after " + limit + "; so far: " + text());
    }
    return new Outcome(process.exitValue(), Files.readAllBytes(output));
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }

  @Override
  public void close() {
    // unshare takes its namespace with it; nsenter does not, so its child goes first.
    process.children().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
    try {
      Files.deleteIfExists(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
