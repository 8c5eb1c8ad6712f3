import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// How long one changed file takes: from before it is opened for writing until its copy has the new
/// content.
final class Latency implements Scenario {
  private static final int DIRECTORIES = 10;
  private static final int FILES = 10;
  private static final int SIZE = 4096;

  /// Long enough for each to have come to rest after the change before.
  private static final int LEAST_PAUSE_MILLIS = 40;

  /// A daemon that has been up for a while has compiled what it runs. These come without pauses.
  private static final int BETWEEN = 500;

  private final Stage stage;
  private final int samples;
  private final Random random = new Random(1);
  private int changed;

  Latency(Stage stage, int samples) {
    this.stage = stage;
    this.samples = samples;
  }

  @Override
  public String key() {
    return "latency";
  }

  @Override
  public String name() {
    return "Latency of one changed file (4 KiB, %d changes a round)".formatted(samples);
  }

  @Override
  public List<Row> rows() {
    return List.of(
        new Row("right after the start, half within", "first 50", "ms", 2),
        new Row("90 %", "first 90", "ms", 2),
        new Row("99 %", "first 99", "ms", 2),
        new Row("%d changes later, half within".formatted(BETWEEN), "later 50", "ms", 2),
        new Row("90 %", "later 90", "ms", 2),
        new Row("99 %", "later 99", "ms", 2));
  }

  @Override
  public void round(int round, Samples into) throws IOException, InterruptedException {
    List<Contestant> contestants = new ArrayList<>(Contestant.inTurn(round));
    contestants.add(Contestant.DIRECT);
    for (Contestant contestant : contestants) {
      measure(contestant, into);
    }
  }

  private void measure(Contestant contestant, Samples into)
      throws IOException, InterruptedException {
    Path scratch = stage.fresh("latency");
    Path source = Files.createDirectory(scratch.resolve("source"));
    Path target = Files.createDirectory(scratch.resolve("target"));
    Trees.fill(source, DIRECTORIES, FILES, SIZE);
    try (RunningDaemon daemon = stage.start(contestant, scratch, source, target);
        var arrivals = new Arrivals()) {
      daemon.awaitFinished();
      for (int d = 0; d < DIRECTORIES; d++) {
        arrivals.watch(target.resolve("d" + d));
      }
      note("first ", contestant, changes(source, target, arrivals), into);
      for (int i = 0; i < BETWEEN; i++) {
        change(source, target, arrivals);
      }
      note("later ", contestant, changes(source, target, arrivals), into);
    }
  }

  private static void note(String row, Contestant contestant, double[] millis, Samples into) {
    for (int percent : new int[] {50, 90, 99}) {
      into.add(row + percent, contestant.title, Samples.quantile(millis, percent / 100.0));
    }
  }

  private double[] changes(Path source, Path target, Arrivals arrivals)
      throws IOException, InterruptedException {
    var millis = new double[samples];
    for (int i = 0; i < samples; i++) {
      Thread.sleep(LEAST_PAUSE_MILLIS + random.nextInt(20));
      millis[i] = change(source, target, arrivals);
    }
    return millis;
  }

  /// Each change has another size: rsync does not see one of the same size within the same second.
  private double change(Path source, Path target, Arrivals arrivals) throws IOException {
    String name = "d" + random.nextInt(DIRECTORIES) + "/f" + random.nextInt(FILES);
    Path file = source.resolve(name);
    Path copy = target.resolve(name);
    var content = new byte[SIZE + ++changed];
    random.nextBytes(content);
    ByteBuffer buffer = ByteBuffer.wrap(content);
    arrivals.forget();
    long start = System.nanoTime();
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(buffer);
    }
    long end;
    do {
      arrivals.await();
      end = System.nanoTime();
    } while (!Arrays.equals(Files.readAllBytes(copy), content));
    return (end - start) / 1e6;
  }
}
