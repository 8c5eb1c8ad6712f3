import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/// A small change in the middle of a big file, with options as they are: the file is replaced.
final class Big implements Scenario {
  private static final int CHANGED = 1 << 20;

  private final Stage stage;
  private final int mib;
  private byte filler;

  Big(Stage stage, int mib) {
    this.stage = stage;
    this.mib = mib;
  }

  @Override
  public String key() {
    return "big";
  }

  @Override
  public String name() {
    return "A file of %,d MiB of which 1 MiB changes".formatted(mib);
  }

  @Override
  public List<Row> rows() {
    return List.of(
        new Row("the first time", "big first", "s", 2), new Row("once more", "big again", "s", 2));
  }

  @Override
  public void round(int round, Samples samples) throws IOException, InterruptedException {
    for (Contestant contestant : Contestant.inTurn(round)) {
      Path scratch = stage.fresh("big");
      Path source = Files.createDirectory(scratch.resolve("source"));
      Path target = Files.createDirectory(scratch.resolve("target"));
      Path file = source.resolve("file");
      Path copy = target.resolve("file");
      fill(file);
      try (RunningDaemon daemon = stage.start(contestant, scratch, source, target)) {
        daemon.awaitFinished();
        for (String time : new String[] {"first", "again"}) {
          Thread.sleep(2000);
          long start = System.nanoTime();
          Changed.middle(file, CHANGED, ++filler);
          double seen = Changed.await(start, "the change", () -> Changed.isSame(file, copy));
          samples.add("big " + time, contestant.title, seen);
        }
        if (Files.mismatch(file, copy) != -1) {
          throw new IllegalStateException("not equal: " + copy);
        }
      }
      Files.delete(file);
      Files.delete(copy);
    }
  }

  private void fill(Path file) throws IOException {
    var block = new byte[1 << 20];
    new Random(mib).nextBytes(block);
    try (var out = Files.newOutputStream(file)) {
      for (int i = 0; i < mib; i++) {
        block[i & 0xfffff]++;
        out.write(block);
      }
    }
  }
}
