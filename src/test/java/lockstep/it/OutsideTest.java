package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import lockstep.copy.Carried;
import lockstep.copy.CopyOptions;
import lockstep.copy.Mirror;
import lockstep.copy.Rewriting;
import lockstep.copy.Writing;
import lockstep.event.AbsolutePath;
import lockstep.filter.Filters;
import lockstep.tree.LinuxTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Directories and files of both sides are swapped with links that lead out, all the time, while
/// the copier works: nothing outside is read, written, changed or removed.
///
/// `-Dlockstep.race.seconds=NUMBER` sets for how long each of them goes on.
class OutsideTest {
  private static final Duration BUDGET =
      Duration.ofSeconds(Integer.getInteger("lockstep.race.seconds", 3));

  private static final TreeDifference.Options EVERYTHING =
      new TreeDifference.Options(false, true, true, false);

  private static final CopyOptions OPTIONS =
      CopyOptions.ARCHIVE.with(Carried.ACLS, Carried.XATTRS, Carried.HARD_LINKS);

  /// What the swapper of the target has put aside is not the copier's.
  private static final String KEPT = ".swap";

  @TempDir Path temporary;
  private Canary canary;
  private Path source;
  private Path target;

  @BeforeEach
  void make() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "owners need root");
    canary = new Canary(temporary.resolve("outside"));
    source = Files.createDirectory(temporary.resolve("source"));
    target = Files.createDirectory(temporary.resolve("target"));
  }

  @Test
  void filesAreReplaced() throws Exception {
    race(OPTIONS);
  }

  @Test
  void filesAreWrittenInPlace() throws Exception {
    race(OPTIONS.with(Writing.DEFAULT.with(new Rewriting(false, true, false, false))));
  }

  @Test
  void filesAreAppendedTo() throws Exception {
    race(OPTIONS.with(Writing.DEFAULT.with(new Rewriting(false, true, true, false))));
  }

  private void race(CopyOptions options) throws Exception {
    String directory = canary.root().resolve("d").toString();
    String file = canary.root().resolve("d/canary-file").toString();
    try (Folder from = Folder.of(source);
        Folder to = Folder.of(target);
        Folder scratch = Folder.of(Files.createDirectory(temporary.resolve("scratch")))) {
      from.mkdir("d");
      from.write("f", Content.text("harmless"));
      try (Folder held = from.open("d");
          var writer = new Writer(1, 1, held, scratch, EVERYTHING);
          var one = new Swapper(from, "d", "away", directory);
          var two = new Swapper(from, "f", "link", file);
          var three = new Swapper(to, "d", KEPT + "d", directory);
          var four = new Swapper(to, "f", KEPT + "f", file)) {
        held.mkdir("e");
        mirror(options, writer, from, to);
        assertTrue(one.swaps() > 0 && two.swaps() > 0, "the source stood still");
        assertTrue(three.swaps() > 0 && four.swaps() > 0, "the target stood still");
      }
    }
    canary.assertUntouched();
  }

  private void mirror(CopyOptions options, Writer writer, Folder from, Folder to) throws Exception {
    Filters filters = Filters.parse(List.of(Content.text("P /" + KEPT + "*")), List.of());
    try (var reading = LinuxTree.open(AbsolutePath.of(source.toString()));
        var writing = LinuxTree.open(AbsolutePath.of(target.toString()))) {
      var mirror = new Mirror(reading, writing, filters, options, true, Runnable::run);
      long end = System.nanoTime() + BUDGET.toNanos();
      while (System.nanoTime() < end) {
        for (int i = 0; i < 20; i++) {
          writer.change();
        }
        from.append("f", Content.text("more"));
        mirror.scanAll();
        Canary.assertNotIn(to);
      }
    }
  }
}
