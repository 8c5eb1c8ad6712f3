import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// How long many new files take: from the first write until all copies are there.
final class Burst implements Scenario {
  private static final int SIZE = 1024;

  private final Stage stage;
  private final int directories;
  private final int files;

  Burst(Stage stage, int directories, int files) {
    this.stage = stage;
    this.directories = directories;
    this.files = files;
  }

  @Override
  public String key() {
    return "burst";
  }

  @Override
  public String name() {
    return "Burst of %,d files of 1 KiB in %,d directories"
        .formatted(directories * files, directories);
  }

  @Override
  public List<Row> rows() {
    return List.of(
        new Row("from the first write to equal trees", "burst", "s", 2),
        new Row("of which the files were being written", "burst writing", "s", 2));
  }

  /// The writer is ours too, and should be warm.
  @Override
  public void prepare() throws IOException {
    Trees.fill(stage.fresh("burst-warm-up"), directories, files, SIZE);
  }

  @Override
  public void round(int round, Samples samples) throws IOException, InterruptedException {
    Path written = null;
    for (Contestant contestant : Contestant.inTurn(round)) {
      written = measure(contestant, samples);
    }
    for (Copying copying : Copying.values()) {
      samples.add("burst", copying.title, copying.run(written, stage.fresh("burst-copy")));
    }
  }

  private Path measure(Contestant contestant, Samples samples)
      throws IOException, InterruptedException {
    Path scratch = stage.fresh("burst");
    Path source = Files.createDirectory(scratch.resolve("source"));
    Path target = Files.createDirectory(scratch.resolve("target"));
    try (RunningDaemon daemon = stage.start(contestant, scratch, source, target)) {
      daemon.awaitFinished();
      Thread.sleep(500);
      long start = System.nanoTime();
      Trees.fill(source, directories, files, SIZE);
      long filled = System.nanoTime();
      Trees.awaitCounts(target, directories, files);
      long end = System.nanoTime();
      Trees.awaitEqual(source, target, contestant.keepsDirectoryTimes());
      samples.add("burst", contestant.title, (end - start) / 1e9);
      samples.add("burst writing", contestant.title, (filled - start) / 1e9);
    }
    return source;
  }
}
