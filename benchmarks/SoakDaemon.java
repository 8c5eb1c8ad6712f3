import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The daemon of a soak, in its sandbox.
final class SoakDaemon {
  private static final Pattern HEAP = Pattern.compile("->(\\d+)([KM])\\(");

  private final Path home;
  private final List<String> words;
  private final Path image;
  private final Path configuration;
  private final Path collections;
  private Process process;

  SoakDaemon(Path home, Path sandbox, Path image, Path configuration) {
    this.home = home;
    this.image = image;
    this.configuration = configuration;
    collections = home.resolve("gc");
    words =
        List.of(
            "sh",
            sandbox.toString(),
            home.toString(),
            "sh",
            "-c",
            "mount --bind \"$1\" \"$1\"; export LOCKSTEP_JAVA_OPTS=-Xlog:gc:file=" + collections
                + " STATE_DIRECTORY=" + home + "/state; exec \"$2\" -nodaemon \"$3\"",
            "sh",
            home.resolve("target").toString(),
            image.resolve("bin/lockstep").toString(),
            configuration.toString());
  }

  void start() throws IOException, InterruptedException {
    File out = home.resolve("out").toFile();
    process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(out).start();
    awaitInStep();
  }

  /// What it takes of the machine now.
  ///
  /// @param descriptors open ones; -1 if it does not run
  /// @param resident in MiB
  /// @param heap in use after the last collection, in MiB
  record Sample(int descriptors, int threads, double resident, double heap) {}

  Sample sample() throws IOException {
    String proc = "/proc/" + pid();
    String[] open = new File(proc + "/fd").list();
    String status = Files.readString(Path.of(proc, "status"));
    return new Sample(
        open == null ? -1 : open.length,
        number(status, "Threads"),
        number(status, "VmRSS") / 1024.0,
        heap());
  }

  private static int number(String status, String key) {
    Matcher line = Pattern.compile("^" + key + ":\\s+(\\d+)", Pattern.MULTILINE).matcher(status);
    return line.find() ? Integer.parseInt(line.group(1)) : -1;
  }

  private double heap() throws IOException {
    double heap = 0;
    if (Files.exists(collections)) {
      Matcher each = HEAP.matcher(Files.readString(collections, StandardCharsets.ISO_8859_1));
      while (each.find()) {
        heap = Double.parseDouble(each.group(1)) / (each.group(2).equals("K") ? 1024 : 1);
      }
    }
    return heap;
  }

  /// The only child of unshare(1), which waits for it.
  private long pid() {
    return process.children().findFirst().orElseThrow().pid();
  }

  void signal(String name) throws IOException, InterruptedException {
    run("kill", "-s", name, Long.toString(pid()));
  }

  void remount(String how) throws IOException, InterruptedException {
    String target = home.resolve("target").toString();
    run("nsenter", "-m", "-t", Long.toString(pid()), "mount", "-o", "remount,bind," + how, target);
  }

  void killAndStart() throws IOException, InterruptedException {
    signal("KILL");
    process.waitFor();
    start();
  }

  void stop() throws IOException, InterruptedException {
    signal("TERM");
    process.waitFor();
  }

  /// Ends it at once, with its sandbox, if it runs.
  void kill() {
    if (process != null) {
      process.children().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /// Whether everything arrives within a minute or two.
  boolean awaitInStep() throws IOException, InterruptedException {
    for (int tries = 0; tries < 60; tries++) {
      // while the sandbox is being made, unshare(1) has none, and its script has others for moments
      var child = process.children().findFirst();
      if (child.isPresent() && inside(child.get().pid(), "wait", "-timeout", "60") == 0) {
        return true;
      }
      Thread.sleep(1_000);
    }
    return false;
  }

  private int inside(long pid, String... asked) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("nsenter", "-m", "-p", "-t", Long.toString(pid)));
    command.add(image.resolve("bin/lockstep").toString());
    command.addAll(List.of(asked));
    command.add(configuration.toString());
    return run(command.toArray(String[]::new));
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
