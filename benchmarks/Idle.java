import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What a daemon needs while nothing happens, and how soon it watches; with few files and with
/// many.
final class Idle implements Scenario {
  private static final int FILES = 50;
  private static final int FEW_DIRECTORIES = 2;

  /// For what follows a start (timers, compilers) to have ended.
  private static final int SETTLING_MILLIS = 3000;

  private final Stage stage;
  private final int directories;
  private final int seconds;
  private final Map<Contestant, Place> few = new EnumMap<>(Contestant.class);
  private final Map<Contestant, Place> many = new EnumMap<>(Contestant.class);

  /// A source, and where its equal copy is.
  private record Place(Path source, Path scratch) {
    Path target() {
      return scratch.resolve("target");
    }
  }

  private record Resident(String row, Contestant contestant, RunningDaemon daemon, long ticks) {}

  Idle(Stage stage, int directories, int seconds) {
    this.stage = stage;
    this.directories = directories;
    this.seconds = seconds;
  }

  @Override
  public String key() {
    return "idle";
  }

  @Override
  public String name() {
    return "At rest, with %,d files in %,d directories and with %,d in %,d"
        .formatted(FILES * FEW_DIRECTORIES, FEW_DIRECTORIES, FILES * directories, directories);
  }

  @Override
  public List<Row> rows() {
    return List.of(
        new Row("from its start until it watches, few", "few ready", "ms", 0),
        new Row("resident memory, few", "few rss", "MiB", 1),
        new Row("proportional share (Pss), few", "few pss", "MiB", 1),
        new Row("processor time in " + seconds + " s, few", "few cpu", "ms", 0),
        new Row("from its start until it watches, many", "many ready", "ms", 0),
        new Row("resident memory, many", "many rss", "MiB", 1),
        new Row("proportional share (Pss), many", "many pss", "MiB", 1),
        new Row("processor time in " + seconds + " s, many", "many cpu", "ms", 0));
  }

  @Override
  public void prepare() throws IOException, InterruptedException {
    prepare("few", FEW_DIRECTORIES, few);
    prepare("many", directories, many);
  }

  /// The targets are equal from the beginning, and used again.
  private void prepare(String name, int count, Map<Contestant, Place> into)
      throws IOException, InterruptedException {
    Path source = stage.fresh("idle-" + name);
    Trees.fill(source, count, FILES, 1024);
    for (Contestant contestant : Contestant.inTurn(1)) {
      var place = new Place(source, stage.fresh("idle"));
      Copying.CP.run(source, Files.createDirectory(place.target()));
      into.put(contestant, place);
    }
  }

  /// All rest at the same time: that disturbs none of them.
  @Override
  public void round(int round, Samples samples) throws IOException, InterruptedException {
    List<Resident> residents = new ArrayList<>();
    List<RunningDaemon> daemons = new ArrayList<>();
    try {
      for (Contestant contestant : Contestant.inTurn(round)) {
        daemons.add(start("few", contestant, few.get(contestant), samples));
        daemons.add(start("many", contestant, many.get(contestant), samples));
      }
      Thread.sleep(SETTLING_MILLIS);
      for (int i = 0; i < daemons.size(); i++) {
        RunningDaemon daemon = daemons.get(i);
        Contestant contestant = Contestant.inTurn(round).get(i / 2);
        long ticks = Machine.cpuTicks(daemon.pid());
        residents.add(new Resident(i % 2 == 0 ? "few" : "many", contestant, daemon, ticks));
      }
      Thread.sleep(seconds * 1000L);
      for (Resident each : residents) {
        note(each, samples);
      }
    } finally {
      daemons.forEach(RunningDaemon::close);
    }
  }

  private RunningDaemon start(String row, Contestant contestant, Place place, Samples samples)
      throws IOException, InterruptedException {
    RunningDaemon daemon = stage.start(contestant, place.scratch(), place.source(), place.target());
    try {
      samples.add(row + " ready", contestant.title, daemon.awaitWatching() * 1000);
      daemon.awaitFinished();
    } catch (InterruptedException | RuntimeException e) {
      daemon.close();
      throw e;
    }
    return daemon;
  }

  private static void note(Resident each, Samples samples) throws IOException {
    String column = each.contestant().title;
    long pid = each.daemon().pid();
    long ticks = Machine.cpuTicks(pid) - each.ticks();
    samples.add(each.row() + " cpu", column, ticks * Machine.MILLIS_PER_TICK);
    samples.add(each.row() + " rss", column, Machine.kib(pid, "Rss:") / 1024.0);
    samples.add(each.row() + " pss", column, Machine.kib(pid, "Pss:") / 1024.0);
  }
}
