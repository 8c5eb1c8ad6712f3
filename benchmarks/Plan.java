import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What is to be run: the command line.
///
/// @param quick smaller trees and fewer samples, to see whether all works
record Plan(Path project, Path image, Path place, int rounds, boolean quick, Set<String> only) {
  static Plan parse(String[] args) {
    Path project = Path.of(args[0]);
    Path image = project.resolve("target/lockstep");
    Path place = Path.of("/var/tmp");
    int rounds = 5;
    boolean quick = false;
    Set<String> only = 
        Set.of(
            "latency", "burst", "startup", "idle", "slow", "live", "rename", "big", "fanout");
    for (int i = 1; i < args.length; i++) {
      switch (args[i]) {
        case "--quick" -> quick = true;
        case "--rounds" -> rounds = Math.max(1, Integer.parseInt(value(args, ++i)));
        case "--place" -> place = Path.of(value(args, ++i)).toAbsolutePath();
        case "--only" -> only = Set.of(value(args, ++i).split(","));
        default -> image = image(args[i]);
      }
    }
    if (!Files.isExecutable(image.resolve("bin/lockstep"))) {
      throw new IllegalArgumentException("no image at " + image + "; build it first");
    }
    return new Plan(project, image, place, rounds, quick, only);
  }

  private static String value(String[] args, int i) {
    if (i >= args.length) {
      throw new IllegalArgumentException(args[i - 1] + " needs a value");
    }
    return args[i];
  }

  private static Path image(String arg) {
    if (arg.startsWith("-")) {
      throw new IllegalArgumentException("unknown option " + arg);
    }
    return Path.of(arg).toAbsolutePath();
  }

  List<Scenario> scenarios(Stage stage) {
    List<Scenario> all = new ArrayList<>();
    all.add(new Latency(stage, quick ? 20 : 100));
    all.add(quick ? new Burst(stage, 40, 50) : new Burst(stage, 200, 100));
    all.add(quick ? new Startup(stage, 200, 50) : new Startup(stage, 2000, 50));
    all.add(quick ? new Idle(stage, 200, 3) : new Idle(stage, 2000, 10));
    all.add(quick ? new Slow(stage, project, 20, 20) : new Slow(stage, project, 100, 20));
    all.add(quick ? new Live(stage, 200, 50) : new Live(stage, 2000, 50));
    all.add(new Moving(stage, quick ? 1000 : 10_000));
    all.add(new Big(stage, quick ? 64 : 2048));
    all.add(quick ? new Fanout(stage, 5, 10, 50) : new Fanout(stage, 5, 50, 100));
    all.removeIf(scenario -> !only.contains(scenario.key()));
    return all;
  }
}
