package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Random changes by several writers at once, with the built program beside them: whenever it says
/// that it is in step, other programs must find no difference.
///
/// `-Dlockstep.churn.seeds=FROM-TO` runs other seeds than those of each build.
class ChurnIT {
  private static final String SEEDS = System.getProperty("lockstep.churn.seeds", "1-4");
  private static final int ROUNDS = 3;

  /// What a process may hold open in the midst of copying more than at rest.
  private static final int DESCRIPTORS = 24;

  /// In kB. Nearly all of it is the virtual machine.
  private static final int RESIDENT = 400_000;

  @TestFactory
  Stream<DynamicTest> churn() {
    String[] ends = SEEDS.split("-", -1);
    return LongStream.rangeClosed(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]))
        .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> churn(seed)));
  }

  private static void churn(long seed) throws Exception {
    var options =
        new TreeDifference.Options(seed % 2 == 0, seed % 3 == 0, seed % 3 != 1, seed % 4 == 3);
    try (Stage stage = Stage.create()) {
      stage.configure(Stage.sync(sync(seed, options)));
      Path outside = Files.createDirectory(stage.home.resolve("outside"));
      Files.writeString(outside.resolve("secret"), "nobody's");
      stage.start();
      stage.awaitInStep();
      int descriptors = stage.openDescriptors();
      try (Storm storm = new Storm(seed, stage, outside, options)) {
        for (int round = 0; round < ROUNDS; round++) {
          storm.rage(seed % 5 == 0 ? storm::overflow : () -> {});
          stage.waitAndCompare(options);
        }
      }
      assertEquals(List.of(), temporaries(stage));
      assertTrue(stage.openDescriptors() < descriptors + DESCRIPTORS, stage.proc("status"));
      assertTrue(resident(stage) < RESIDENT, stage.proc("status"));
      stage.stop();
    } catch (AssertionError e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
  }

  private static String sync(long seed, TreeDifference.Options options) {
    return "delay = "
        + seed / 2 % 2
        + ", "
        + (options.excluded() ? TreeDifference.EXCLUDE + ", " : "")
        + "rsync = { archive = true, hard_links = "
        + options.hardLinks()
        + ", acls = "
        + options.acls()
        + ", xattrs = "
        + options.xattrs()
        + ", sparse = "
        + (seed % 3 == 2)
        + " }";
  }

  /// What writers make beside a file, to rename it over that at once.
  private static List<String> temporaries(Stage stage) throws IOException {
    try (var paths = Files.walk(stage.target)) {
      return paths
          .map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith(".w"))
          .toList();
    }
  }

  private static int resident(Stage stage) throws IOException, InterruptedException {
    String line =
        stage.proc("status").lines().filter(each -> each.startsWith("VmRSS")).findFirst().get();
    return Integer.parseInt(line.replaceAll("\\D", ""));
  }
}
