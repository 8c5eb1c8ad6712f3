import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A daemon in its sandbox, followed by what it logs to standard output.
final class RunningDaemon implements AutoCloseable {
  /// What both say when every directory is watched.
  private static final String WATCHING = "recursive startup rsync:";

  /// What both say when the target has been made equal.
  private static final String FINISHED = " finished";

  private static final long PATIENCE_SECONDS = 120;

  private record Line(String text, long nanos) {}

  private final Process process;
  private final List<Line> lines = new ArrayList<>();
  private long started;

  private RunningDaemon(Process process) {
    this.process = process;
  }

  /// The sandbox is set up first, so that its time is not counted.
  static RunningDaemon start(String sandbox, Path scratch, String... command)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("sh", sandbox, scratch.toString(), "sh", "-c"));
    words.addAll(List.of("echo gate; read -r go; exec \"$@\" < /dev/null", "gate"));
    words.addAll(List.of(command));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    var daemon = new RunningDaemon(process);
    Thread.ofPlatform().daemon().start(daemon::read);
    try {
      daemon.await("gate");
      daemon.started = System.nanoTime();
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
    return daemon;
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(new Line(line, System.nanoTime()));
      }
    } catch (IOException e) {
      add(new Line(e.toString(), System.nanoTime()));
    }
    add(new Line("ended", System.nanoTime()));
  }

  private synchronized void add(Line line) {
    lines.add(line);
    notifyAll();
  }

  /// Seconds from its start until it watches.
  double awaitWatching() throws InterruptedException {
    return (await(WATCHING) - started) / 1e9;
  }

  /// Seconds from its start until the target is equal.
  double awaitFinished() throws InterruptedException {
    return awaitFinished(1);
  }

  /// The same for so many targets.
  double awaitFinished(int targets) throws InterruptedException {
    return (await(FINISHED, targets) - started) / 1e9;
  }

  private long await(String part) throws InterruptedException {
    return await(part, 1);
  }

  private synchronized long await(String part, int times) throws InterruptedException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    int next = 0;
    int left = times;
    while (System.nanoTime() < limit) {
      for (; next < lines.size(); next++) {
        Line line = lines.get(next);
        if (line.text().contains(part) && --left == 0) {
          return line.nanos();
        }
        if (line.text().equals("ended")) {
          throw new IllegalStateException("ended too early: " + lines);
        }
      }
      TimeUnit.NANOSECONDS.timedWait(this, limit - System.nanoTime());
    }
    throw new IllegalStateException("never said '" + part + "': " + lines);
  }

  /// The process of the daemon itself: the sandbox's youngest descendant while it is idle.
  long pid() {
    return process
        .descendants()
        .max(Comparator.comparingLong(ProcessHandle::pid))
        .orElseThrow()
        .pid();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
