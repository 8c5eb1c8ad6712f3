package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import lockstep.copy.Stillness.Verdict;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.OpenFile;
import lockstep.tree.TreeException;
import org.junit.jupiter.api.Test;

/// What is said of a file that was read, by what happened to it meanwhile and before.
class StillnessTest {
  private static final Instant NOW = Instant.EPOCH.plusSeconds(1_700_000_000);
  private static final byte[] SOURCE = "source".getBytes(StandardCharsets.UTF_8);
  private static final byte[] COPY = "copy".getBytes(StandardCharsets.UTF_8);

  private final MemoryFileSystem disk = new MemoryFileSystem(1, () -> NOW);
  private final List<Duration> pauses = new ArrayList<>();

  /// Reads a file while something happens, once it was doubtful whether it stands still.
  ///
  /// @param times how often it was found moving before
  private Verdict doubtful(int times, String copied, Runnable meanwhile) throws TreeException {
    return judge(true, times, copied, () -> {}, meanwhile);
  }

  private Verdict judge(
      boolean doubtful, int times, String copied, Runnable first, Runnable meanwhile)
      throws TreeException {
    disk.writer().write("source", "content");
    disk.writer().write("copy", copied);
    var stillness =
        new Stillness(
            InstantSource.fixed(NOW),
            pause -> {
              pauses.add(pause);
              meanwhile.run();
            });
    try (Directory root = disk.tree().open(RelativePath.ROOT);
        OpenFile source = root.openFile(SOURCE);
        OpenFile copy = root.openFile(COPY)) {
      var before = source.stat();
      first.run();
      return stillness.judge(source, before, copy, 0, doubtful, times);
    }
  }

  @Test
  void whatNobodyHasOpenIsNotWaitedFor() throws TreeException {
    assertEquals(Verdict.STILL, judge(false, 0, "content", () -> {}, () -> {}));
    assertEquals(List.of(), pauses);
    Runnable grow = () -> disk.writer().append("source", "more");
    assertEquals(Verdict.MOVING, judge(false, 6, "content", grow, () -> {}));
    assertEquals(Verdict.GIVEN_UP, judge(false, 7, "content", grow, () -> {}));
  }

  @Test
  void whatStandsStillIsReadTwice() throws TreeException {
    assertEquals(Verdict.STILL, doubtful(0, "content", () -> {}));
    assertEquals(List.of(Duration.ofMillis(50)), pauses);
  }

  @Test
  void whatGrowsIsTakenAfterAFewTimes() throws TreeException {
    Runnable grow = () -> disk.writer().append("source", "more");
    assertEquals(Verdict.MOVING, doubtful(0, "content", grow));
    assertEquals(Verdict.MOVING, doubtful(2, "content", grow));
    assertEquals(Verdict.STILL, doubtful(3, "content", grow));
  }

  @Test
  void whatIsRewrittenIsTakenAtTheCeiling() throws TreeException {
    Runnable rewrite = () -> disk.writer().write("source", "CONTENT");
    assertEquals(Verdict.MOVING, doubtful(3, "content", rewrite));
    assertEquals(Verdict.MOVING, doubtful(6, "content", rewrite));
    assertEquals(Verdict.GIVEN_UP, doubtful(7, "content", rewrite));
  }

  @Test
  void aReadingThatWasCutShortIsNeverTaken() throws TreeException {
    Runnable shrink = () -> disk.writer().truncate("source", 3);
    assertEquals(Verdict.MOVING, doubtful(100, "con", shrink));
  }
}
