import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Many new files of one source that several targets have.
final class Fanout implements Scenario {
  private static final int SIZE = 1024;

  private final Stage stage;
  private final int targets;
  private final int directories;
  private final int files;

  Fanout(Stage stage, int targets, int directories, int files) {
    this.stage = stage;
    this.targets = targets;
    this.directories = directories;
    this.files = files;
  }

  @Override
  public String key() {
    return "fanout";
  }

  @Override
  public String name() {
    return "%,d new files of 1 KiB in %,d directories, to %d targets"
        .formatted(directories * files, directories, targets);
  }

  @Override
  public List<Row> rows() {
    return List.of(
        new Row("from the first write until all targets have all", "fanout", "s", 2),
        new Row("of which the files were being written", "fanout writing", "s", 2));
  }

  @Override
  public void round(int round, Samples samples) throws IOException, InterruptedException {
    Path written = null;
    for (Contestant contestant : Contestant.inTurn(round)) {
      written = measure(contestant, samples);
    }
    double one = Copying.CP.run(written, stage.fresh("fanout-copy"));
    for (int i = 1; i < targets; i++) {
      one += Copying.CP.run(written, stage.fresh("fanout-copy"));
    }
    samples.add("fanout", targets + " × " + Copying.CP.title + ", when all is there", one);
  }

  private Path measure(Contestant contestant, Samples samples)
      throws IOException, InterruptedException {
    Path scratch = stage.fresh("fanout");
    Path source = Files.createDirectory(scratch.resolve("source"));
    var copies = new ArrayList<Path>();
    for (int i = 0; i < targets; i++) {
      copies.add(Files.createDirectory(scratch.resolve("target" + i)));
    }
    try (RunningDaemon daemon = stage.start(contestant, scratch, source, copies)) {
      daemon.awaitFinished(targets);
      Thread.sleep(500);
      long start = System.nanoTime();
      Trees.fill(source, directories, files, SIZE);
      samples.add("fanout writing", contestant.title, (System.nanoTime() - start) / 1e9);
      for (Path copy : copies) {
        Trees.awaitCounts(copy, directories, files);
      }
      samples.add("fanout", contestant.title, (System.nanoTime() - start) / 1e9);
    }
    for (Path copy : copies) {
      Trees.awaitEqual(source, copy, contestant.keepsDirectoryTimes());
    }
    return source;
  }
}
