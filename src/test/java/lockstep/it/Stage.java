package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import lockstep.Sandbox;
import lockstep.SandboxProcess;
import lockstep.SandboxProcess.Outcome;
import org.jspecify.annotations.Nullable;

/// A sandbox with a source, a target and the daemon that keeps them in step.
final class Stage implements AutoCloseable {
  /// For what takes a moment on a machine that has nothing else to do.
  static final Duration LIMIT = Duration.ofSeconds(90);

  final Sandbox sandbox;
  final Path home;
  final Path source;
  final Path target;
  final Path configuration;
  private List<String> asker = List.of();
  private @Nullable SandboxProcess daemon;

  private Stage(Sandbox sandbox) throws IOException {
    this.sandbox = sandbox;
    home = sandbox.directory();
    source = Files.createDirectory(home.resolve("source"));
    target = Files.createDirectory(home.resolve("target"));
    configuration = home.resolve("lsyncd.conf.lua");
  }

  static Stage create() throws IOException {
    return new Stage(Sandbox.create());
  }

  /// A configuration with a sync of these values besides source and target.
  static String sync(String values) {
    return "settings { nodaemon = true, statusFile = \"HOME/status\", statusInterval = 1 }\n"
        + "sync { source = \"SOURCE\", target = \"TARGET\", "
        + values
        + " }\n";
  }

  /// Writes the configuration file. `SOURCE`, `TARGET` and `HOME` stand for their paths.
  void configure(String text) throws IOException {
    Files.writeString(configuration, inPlace(text));
  }

  String inPlace(String text) {
    return text.replace("SOURCE", source.toString())
        .replace("TARGET", target.toString())
        .replace("HOME", home.toString());
  }

  /// Starts the daemon in the foreground of its sandbox.
  ///
  /// @param before words before the program, such as `env`
  SandboxProcess start(String... before) throws IOException {
    var words = new ArrayList<>(List.of(before));
    words.addAll(List.of(Sandbox.lockstep(), "-nodaemon", configuration.toString()));
    daemon = sandbox.start(words.toArray(String[]::new));
    return daemon;
  }

  /// Starts the daemon after a script in [#home], with a state directory that outlives it.
  SandboxProcess startAfter(String script) throws IOException {
    return start(
        "sh",
        "-ec",
        "cd '%s'\n%s\nexport STATE_DIRECTORY='%s/state'; exec \"$@\"".formatted(home, script, home),
        "sh");
  }

  /// Runs a script in [#home] beside the daemon, with its mounts, and expects it to succeed.
  String inside(String script) throws IOException, InterruptedException {
    try (var process = daemon().inside("sh", "-ec", "cd '" + home + "'\n" + script)) {
      Outcome outcome = process.await(LIMIT);
      assertEquals(0, outcome.exit(), () -> script + ": " + outcome.text());
      return outcome.text();
    }
  }

  /// Waits until the daemon has had both trees equal so many times.
  void awaitInStep(int times) throws IOException {
    daemon().awaitText(LIMIT, text -> text.split(" is in step: ", -1).length > times);
  }

  /// Runs a command of the program for its configuration and expects this exit status.
  String ask(int exit, String... words) throws IOException, InterruptedException {
    var all = new ArrayList<>(List.of(words));
    all.add(configuration.toString());
    Outcome outcome = lockstep(all.toArray(String[]::new));
    assertEquals(exit, outcome.exit(), outcome::text);
    return outcome.text();
  }

  /// Starts the program with these words in its sandbox.
  SandboxProcess startWith(String... words) throws IOException {
    var command = new ArrayList<>(List.of(Sandbox.lockstep()));
    command.addAll(List.of(words));
    daemon = sandbox.start(command.toArray(String[]::new));
    return daemon;
  }

  SandboxProcess daemon() {
    if (daemon == null) {
      throw new IllegalStateException("not started");
    }
    return daemon;
  }

  /// Waits until the daemon has had both trees equal once.
  void awaitInStep() throws IOException {
    daemon().awaitText(LIMIT, text -> text.contains(" is in step: "));
  }

  /// Puts words before the program where it is run to ask something, such as `setpriv`.
  void askThrough(List<String> words) {
    asker = List.copyOf(words);
  }

  /// Runs a command of the program beside the daemon.
  Outcome lockstep(String... words) throws IOException, InterruptedException {
    var command = new ArrayList<>(asker);
    command.add(Sandbox.lockstep());
    command.addAll(List.of(words));
    try (var process = daemon().inside(command.toArray(String[]::new))) {
      return process.await(LIMIT);
    }
  }

  /// Has the program wait until every change made before is on the target, and expects that it
  /// comes to be.
  void waitInStep() throws IOException, InterruptedException {
    Outcome outcome = lockstep("wait", "-timeout", "60", configuration.toString());
    if (outcome.exit() != 0) {
      String status = lockstep("status", configuration.toString()).text();
      String tail = tail();
      daemon().signal("QUIT"); // the virtual machine tells what its threads do
      daemon().awaitText(LIMIT, text -> text.contains("\nHeap\n"));
      fail(
          "wait ended with "
              + outcome.exit()
              + ":\n"
              + outcome.text()
              + "\nstatus:\n"
              + status
              + statusFile()
              + "\nlog:\n"
              + tail
              + "\nthreads:\n"
              + log().substring(log().indexOf("Full thread dump")));
    }
  }

  private String statusFile() throws IOException {
    Path file = home.resolve("status");
    return Files.exists(file) ? Files.readString(file).split("Inotify watching", 2)[0] : "";
  }

  /// The last of what the daemon said.
  String tail() throws IOException {
    List<String> lines = log().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
  }

  String log() throws IOException {
    return daemon().text();
  }

  /// Ends the daemon in good order, and looks through what it said.
  void stop() throws IOException, InterruptedException {
    daemon().signal("TERM");
    Outcome outcome = daemon().await(LIMIT);
    assertEquals(143, outcome.exit(), outcome::text);
    assertCleanLog();
  }

  void assertCleanLog() throws IOException {
    String log = log();
    for (String mistake : List.of("internal", "\tat ", "Exception", "java.")) {
      assertFalse(log.contains(mistake), log);
    }
  }

  /// Compares both trees by other programs than this one, and expects no difference.
  void assertSame(TreeDifference.Options options) throws IOException, InterruptedException {
    String difference = TreeDifference.between(sandbox, source, target, options);
    if (!difference.isEmpty()) {
      fail("source and target differ:\n" + difference + "\nlog:\n" + tail());
    }
  }

  void waitAndCompare(TreeDifference.Options options) throws IOException, InterruptedException {
    waitInStep();
    assertSame(options);
  }

  /// Waits until a condition holds.
  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        fail("waited in vain until " + what);
      }
      Thread.sleep(1);
    }
  }

  /// What a file of `/proc` says of the daemon.
  String proc(String file) throws IOException, InterruptedException {
    try (var process = daemon().inside("cat", "/proc/1/" + file)) {
      return new String(process.await(LIMIT).output(), StandardCharsets.ISO_8859_1);
    }
  }

  int openDescriptors() throws IOException, InterruptedException {
    try (var process = daemon().inside("ls", "/proc/1/fd")) {
      return (int) process.await(LIMIT).text().lines().count();
    }
  }

  @Override
  public void close() throws IOException {
    sandbox.close();
  }
}
