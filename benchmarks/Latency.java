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

  private static final int WARM_UP = 10;

  private final Stage stage;
  private final int samples;
  private final Random random = new Random(1);

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
        new Row("half of them within", "latency 50", "ms", 2),
        new Row("90 %", "latency 90", "ms", 2),
        new Row("99 %", "latency 99", "ms", 2));
  }

  @Override
  public void round(int round, Samples into) throws IOException, InterruptedException {
    List<Contestant> contestants = new ArrayList<>(Contestant.inTurn(round));
    contestants.add(Contestant.DIRECT);
    for (Contestant contestant : contestants) {
      double[] millis = measure(contestant);
      for (int percent : new int[] {50, 90, 99}) {
        double quantile = Samples.quantile(millis, percent / 100.0);
        into.add("latency " + percent, contestant.title, quantile);
      }
    }
  }

  private double[] measure(Contestant contestant) throws IOException, InterruptedException {
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
      var millis = new double[WARM_UP + samples];
      for (int i = 0; i < millis.length; i++) {
        Thread.sleep(LEAST_PAUSE_MILLIS + random.nextInt(20));
        String name = "d" + random.nextInt(DIRECTORIES) + "/f" + random.nextInt(FILES);
        millis[i] = change(source.resolve(name), target.resolve(name), i, arrivals);
      }
      return Arrays.copyOfRange(millis, WARM_UP, millis.length);
    }
  }

  /// Each change has another size: rsync does not see one of the same size within the same second.
  private double change(Path file, Path copy, int number, Arrivals arrivals) throws IOException {
    var content = new byte[SIZE + number + 1];
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
