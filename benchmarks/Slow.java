import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// How long it takes on a target that waits 2 ms before each operation, as network file systems do:
/// small files to an empty target, the same with an identical one, and a burst of changes.
///
/// What the target is asked is counted beside it.
final class Slow implements Scenario {
  private static final int DELAY_MICROS = 2000;
  private static final int SIZE = 1000;
  private static final int CHANGED_SIZE = 2000;
  private static final Set<String> NOT_WAITED_FOR =
      Set.of("OTHER", "INIT", "FORGET", "BATCH_FORGET", "RELEASE", "RELEASEDIR", "FLUSH");

  private final Stage stage;
  private final Path project;
  private final int directories;
  private final int files;
  private Path program;

  Slow(Stage stage, Path project, int directories, int files) {
    this.stage = stage;
    this.project = project;
    this.directories = directories;
    this.files = files;
  }

  @Override
  public String key() {
    return "slow";
  }

  @Override
  public String name() {
    return "A target that takes 2 ms for each operation, %,d files of 1 KB in %,d directories"
        .formatted(directories * files, directories);
  }

  @Override
  public List<Row> rows() {
    return List.of(
        new Row("empty target", "slow empty", "s", 2),
        new Row("empty target, operations a file", "slow empty calls", "", 1),
        new Row("identical target", "slow identical", "s", 2),
        new Row("identical target, operations a file", "slow identical calls", "", 1),
        new Row("a burst of %,d changed files".formatted(burst()), "slow burst", "s", 2));
  }

  private int burst() {
    return directories * files / 4;
  }

  @Override
  public void prepare() throws IOException, InterruptedException {
    program = stage.fresh("slow-program").resolve("slowfs");
    String code = project.resolve("src/test/c/slowfs.c").toString();
    run("cc", "-std=gnu11", "-O2", "-pthread", "-o", program.toString(), code);
  }

  private static void run(String... command) throws IOException, InterruptedException {
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException("failed: " + String.join(" ", command));
    }
  }

  @Override
  public void round(int round, Samples samples) throws IOException, InterruptedException {
    for (Contestant contestant : Contestant.inTurn(round)) {
      daemon(contestant, samples);
    }
    copying("rsync -a", "rsync -a \"$1/\" \"$2/\"", samples);
    copying("32 cp -a", "ls \"$1\" | xargs -P 32 -I {} cp -a \"$1/{}\" \"$2/\"", samples);
  }

  private void daemon(Contestant contestant, Samples samples)
      throws IOException, InterruptedException {
    var place = new Place(stage.fresh("slow"));
    Trees.fill(place.source, directories, files, SIZE);
    for (String target : new String[] {"empty", "identical"}) {
      try (RunningDaemon daemon =
          stage.start(contestant, place.scratch, place.source, place.target, mounting(place))) {
        samples.add("slow " + target, contestant.title, daemon.awaitFinished());
        samples.add("slow " + target + " calls", contestant.title, place.calls());
        if (target.equals("identical")) {
          samples.add("slow burst", contestant.title, burst(place));
        }
      }
    }
  }

  private double burst(Place place) throws IOException, InterruptedException {
    Thread.sleep(2000); // what the target has told is forgotten
    var content = new byte[CHANGED_SIZE];
    long start = System.nanoTime();
    for (int i = 0; i < burst(); i++) {
      Files.write(place.source.resolve(changed(i)), content);
    }
    for (int i = 0; i < burst(); i++) {
      while (Files.size(place.behind.resolve(changed(i))) != CHANGED_SIZE) {
        Thread.sleep(1);
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private String changed(int i) {
    return "d" + i % directories + "/f" + i / directories;
  }

  private void copying(String title, String command, Samples samples)
      throws IOException, InterruptedException {
    var place = new Place(stage.fresh("slow"));
    Trees.fill(place.source, directories, files, SIZE);
    for (String target : new String[] {"empty", "identical"}) {
      String timed =
          "start=$(date +%s%N); " + command + "; echo $(($(date +%s%N) - start)) > \"$3\"; "
              + "echo count > \"$4\"; while ! grep -q '^2 ' \"$4.report\"; do sleep 0.01; done";
      Path time = place.scratch.resolve("time");
      run(
          stage.inSandbox(
              place.scratch, mounting(place), "sh", "-c", timed, "sh", place.source.toString(),
              place.target.toString(), time.toString(), place.control.toString()));
      samples.add("slow " + target, title, Long.parseLong(Files.readString(time).trim()) / 1e9);
      samples.add("slow " + target + " calls", title, place.callsReported());
    }
  }

  private String[] mounting(Place place) throws IOException {
    Files.deleteIfExists(place.report()); // of an earlier mount
    String script =
        "'%s' '%s' '%s' '%s' && echo delay %d > '%s' && exec \"$@\""
            .formatted(
                program, place.behind, place.target, place.control, DELAY_MICROS, place.control);
    return new String[] {"sh", "-c", script, "sh"};
  }

  /// Source and target of one contestant.
  private final class Place {
    final Path scratch;
    final Path source;
    final Path target;
    final Path behind;
    final Path control;

    Place(Path scratch) throws IOException {
      this.scratch = scratch;
      source = Files.createDirectory(scratch.resolve("source"));
      target = Files.createDirectory(scratch.resolve("target"));
      behind = Files.createDirectory(scratch.resolve("behind"));
      control = scratch.resolve("control");
    }

    /// Operations a file, so far.
    double calls() throws IOException, InterruptedException {
      Files.writeString(control, "count\n", StandardOpenOption.WRITE);
      long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (!Files.readString(report()).startsWith("2 ") && System.nanoTime() < limit) {
        Thread.sleep(5);
      }
      return callsReported();
    }

    double callsReported() throws IOException {
      long calls = 0;
      List<String> lines = Files.readAllLines(report());
      for (String line : lines.subList(1, lines.size())) {
        String[] words = line.split(" ");
        calls += NOT_WAITED_FOR.contains(words[0]) ? 0 : Long.parseLong(words[1]);
      }
      return (double) calls / (directories * files);
    }

    Path report() {
      return control.resolveSibling("control.report");
    }
  }
}
