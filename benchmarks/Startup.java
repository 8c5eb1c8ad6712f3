import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// How long a start on a large tree takes, until the target is equal.
final class Startup implements Scenario {
  private static final int SIZE = 1024;

  private final Stage stage;
  private final int directories;
  private final int files;
  private Path source;

  Startup(Stage stage, int directories, int files) {
    this.stage = stage;
    this.directories = directories;
    this.files = files;
  }

  @Override
  public String key() {
    return "startup";
  }

  @Override
  public String name() {
    return "Start on %,d files of 1 KiB in %,d directories"
        .formatted(directories * files, directories);
  }

  @Override
  public List<Row> rows() {
    return List.of(
        new Row("empty target", "startup empty", "s", 2),
        new Row("of which until all is watched", "startup watching", "s", 2),
        new Row("identical target", "startup identical", "s", 2));
  }

  @Override
  public void prepare() throws IOException {
    source = stage.fresh("startup-source");
    Trees.fill(source, directories, files, SIZE);
  }

  @Override
  public void round(int round, Samples samples) throws IOException, InterruptedException {
    for (Contestant contestant : Contestant.inTurn(round)) {
      measure(contestant, samples);
    }
    for (Copying copying : Copying.values()) {
      Path target = stage.fresh("startup-copy");
      samples.add("startup empty", copying.title, copying.run(source, target));
      if (copying == Copying.RSYNC) {
        samples.add("startup identical", copying.title, copying.run(source, target));
      }
    }
  }

  private void measure(Contestant contestant, Samples samples)
      throws IOException, InterruptedException {
    Path scratch = stage.fresh("startup");
    Path target = Files.createDirectory(scratch.resolve("target"));
    try (RunningDaemon daemon = stage.start(contestant, scratch, source, target)) {
      samples.add("startup watching", contestant.title, daemon.awaitWatching());
      samples.add("startup empty", contestant.title, daemon.awaitFinished());
    }
    try (RunningDaemon daemon = stage.start(contestant, scratch, source, target)) {
      samples.add("startup identical", contestant.title, daemon.awaitFinished());
    }
    Trees.awaitEqual(source, target, contestant.keepsDirectoryTimes());
  }
}
