package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// How many threads work, given what they spend their time with.
final class WidthTest {
  private final Width width = new Width();

  /// A spell of work, of which the threads were busy for so many percent.
  private void spell(int percent) {
    width.worked(TimeUnit.SECONDS.toNanos(1), TimeUnit.MILLISECONDS.toNanos(10L * percent));
  }

  @Test
  void itBeginsNarrowAndStaysSoWhileProcessorsAreBusy() {
    assertEquals(2, width.now());
    spell(100);
    spell(85);
    assertEquals(2, width.now());
  }

  @Test
  void aGuessIsMadeFromTheTimeThatACallTakes() {
    width.expect(TimeUnit.MICROSECONDS.toNanos(10));
    assertEquals(2, width.now());
    width.expect(TimeUnit.MICROSECONDS.toNanos(400));
    assertEquals(20, width.now());
    width.expect(TimeUnit.SECONDS.toNanos(1));
    assertEquals(64, width.now());
  }

  @Test
  void aTargetThatBecomesSlowIsGivenMoreStepByStep() {
    for (int expected : new int[] {4, 8, 16, 32, 40, 40}) {
      spell(5);
      assertEquals(expected, width.now());
    }
    for (int expected : new int[] {64, 64}) {
      spell(0);
      assertEquals(expected, width.now());
    }
  }

  @Test
  void oneThatIsFastAgainTakesThemAway() {
    width.expect(TimeUnit.SECONDS.toNanos(1));
    for (int expected : new int[] {32, 16, 8, 4, 2, 2}) {
      spell(100);
      assertEquals(expected, width.now());
    }
  }

  @Test
  void littleWorkDecidesNothing() {
    width.worked(TimeUnit.MILLISECONDS.toNanos(99), 0);
    assertEquals(2, width.now());
    width.worked(TimeUnit.MILLISECONDS.toNanos(1), 0);
    assertEquals(4, width.now());
  }

  /// A thread that is at work is busy, which the kernel counts.
  @Test
  void theKernelTellsForHowLongAThreadIsBusy() {
    long before = ProcessorTime.nanos();
    long now = before;
    while (now == before) {
      now = ProcessorTime.nanos();
    }
    assertTrue(now > before && before > 0, before + " " + now);
  }
}
