package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lockstep.plan.Progress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PacingTest {
  private final List<String> log = new ArrayList<>();
  private final List<String> terminal = new ArrayList<>();
  private final Pacing pacing = new Pacing(log::add, terminal::add);
  private final Task task = new Task();

  @Test
  void restsWhileThereIsNothingToDo() {
    assertEquals(null, step(0));
    assertEquals(List.of(), terminal);
    assertEquals(0, task.looks);
  }

  @Test
  void looksOnceASecondHoweverOftenTheLoopGoesRound() {
    task.busy = true;
    assertEquals(at(1000), step(0));
    assertEquals(at(1000), step(400));
    assertEquals(1, task.looks);
    assertEquals(at(2001), step(1001));
    assertEquals(2, task.looks);
  }

  @Test
  void aStartThatTakesLongIsLoggedEveryHalfMinute() {
    task.busy = true;
    var when = new ArrayList<Integer>();
    for (int second = 0; second <= 75; second++) {
      int before = log.size();
      step(second * 1000);
      if (log.size() > before) {
        when.add(second);
      }
    }
    assertEquals(List.of(10, 40, 70), when);
    assertEquals("Sync1: 10 directories compared, 0 files written (0 B)", log.getFirst());
  }

  @Test
  void workAfterTheStartIsNotLogged() {
    task.busy = true;
    task.starting = false;
    for (int second = 0; second <= 75; second++) {
      step(second * 1000);
    }
    assertEquals(List.of(), log);
  }

  @Test
  void theTerminalsLineIsTakenAwayOnce() {
    task.busy = true;
    step(0);
    step(1000);
    step(2000);
    task.busy = false;
    step(2500);
    step(2600);
    assertEquals(
        List.of(
            "Sync1: 1 directories compared, 0 files written (0 B)",
            "Sync1: 2 directories compared, 0 files written (0 B)",
            ""),
        terminal);
  }

  private @Nullable Instant step(int millis) {
    return pacing.step(at(millis), List.of(task));
  }

  private static Instant at(int millis) {
    return Instant.EPOCH.plusMillis(millis);
  }

  /// Compares a directory a second.
  private static final class Task implements Pacing.Paced {
    boolean busy;
    boolean starting = true;
    int looks;

    @Override
    public String name() {
      return "Sync1";
    }

    @Override
    public boolean isBusy() {
      return busy;
    }

    @Override
    public void look(Instant now) {
      looks++;
    }

    @Override
    public Progress progress(Instant now) {
      Duration elapsed = Duration.between(Instant.EPOCH, now);
      return new Progress(starting, elapsed, elapsed.toSeconds(), 0, 0, 0, 0, 0, 0, null);
    }
  }
}
