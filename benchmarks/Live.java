import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A change made as soon as a start watches, while it still compares a large tree.
final class Live implements Scenario {
  private static final int SIZE = 1024;

  private final Stage stage;
  private final int directories;
  private final int files;
  private Path source;
  private int changes;

  Live(Stage stage, int directories, int files) {
    this.stage = stage;
    this.directories = directories;
    this.files = files;
  }

  @Override
  public String key() {
    return "live";
  }

  @Override
  public String name() {
    return "A change right after the start on %,d files that are the same on the target"
        .formatted(directories * files);
  }

  @Override
  public List<Row> rows() {
    return List.of(
        new Row("from the change to the target", "live change", "s", 3),
        new Row("from the change to the end of the comparison", "live rest", "s", 3));
  }

  @Override
  public void prepare() throws IOException {
    source = stage.fresh("live-source");
    Trees.fill(source, directories, files, SIZE);
  }

  @Override
  public void round(int round, Samples samples) throws IOException, InterruptedException {
    for (Contestant contestant : Contestant.inTurn(round)) {
      Path scratch = stage.fresh("live");
      Path target = Files.createDirectory(scratch.resolve("target"));
      Copying.CP.run(source, target);
      String name = "d" + (directories - 1) + "/f" + (files - 1);
      try (RunningDaemon daemon = stage.start(contestant, scratch, source, target)) {
        daemon.awaitWatching();
        long start = System.nanoTime();
        Files.write(source.resolve(name), new byte[SIZE + ++changes]);
        double seen =
            Changed.await(
                start, name, () -> Changed.isSame(source.resolve(name), target.resolve(name)));
        samples.add("live change", contestant.title, seen);
        daemon.awaitFinished();
        samples.add("live rest", contestant.title, (System.nanoTime() - start) / 1e9);
      }
    }
  }
}
