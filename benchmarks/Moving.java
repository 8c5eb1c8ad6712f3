import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The rename of a directory with many files.
final class Moving implements Scenario {
  private static final int SIZE = 1024;

  private final Stage stage;
  private final int files;

  Moving(Stage stage, int files) {
    this.stage = stage;
    this.files = files;
  }

  @Override
  public String key() {
    return "rename";
  }

  @Override
  public String name() {
    return "Rename of a directory with %,d files of 1 KiB".formatted(files);
  }

  @Override
  public List<Row> rows() {
    return List.of(new Row("until it is whole under its new name only", "rename", "s", 3));
  }

  @Override
  public void round(int round, Samples samples) throws IOException, InterruptedException {
    for (Contestant contestant : Contestant.inTurn(round)) {
      Path scratch = stage.fresh("rename");
      Path source = Files.createDirectory(scratch.resolve("source"));
      Path target = Files.createDirectory(scratch.resolve("target"));
      Trees.fill(source, 1, files, SIZE);
      try (RunningDaemon daemon = stage.start(contestant, scratch, source, target)) {
        daemon.awaitFinished();
        Thread.sleep(500);
        long start = System.nanoTime();
        Files.move(source.resolve("d0"), source.resolve("e0"));
        Changed.await(start, "e0", () -> Files.exists(target.resolve("e0")));
        Changed.await(
            start,
            "all of e0",
            () -> {
              String[] names = target.resolve("e0").toFile().list();
              return names != null && names.length == files;
            });
        samples.add(
            "rename",
            contestant.title,
            Changed.await(start, "no d0", () -> !Files.exists(target.resolve("d0"))));
      }
      Trees.awaitEqual(source, target, contestant.keepsDirectoryTimes());
    }
  }
}
