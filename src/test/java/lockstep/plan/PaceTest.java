package lockstep.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final Pace pace = new Pace();

  @Test
  void nothingIsKnownBeforeItWasLooked() {
    assertEquals(null, pace.progress(true, at(1)));
  }

  @Test
  void countsFromWhereTheWorkBegan() {
    pace.note(new Reading(100, 5000, 0, 0), at(0));
    pace.note(new Reading(130, 9000, 700, 0), at(2));
    assertEquals(
        new Progress(false, Duration.ofSeconds(2), 0, 0, 30, 4000, 700, 15, 2000, null),
        pace.progress(false, at(2)));
  }

  @Test
  void ratesAreThoseOfTheLastTenSeconds() {
    for (int second = 0; second <= 60; second++) {
      long bytes = second <= 40 ? second * 1000L : 40_000;
      pace.note(new Reading(0, bytes, 0, 0), at(second));
      if (second == 40) {
        assertEquals(1000, progress(40).bytesPerSecond());
      }
      if (second == 45) {
        assertEquals(500, progress(45).bytesPerSecond());
      }
    }
    assertEquals(0, progress(60).bytesPerSecond());
  }

  @Test
  void whatIsLeftIsGuessedOnlyWhereTheTotalIsKnown() {
    pace.note(new Reading(0, 0, 0, 400), at(0));
    pace.compared(100);
    assertEquals(null, progress(4).remaining());
    assertEquals(Duration.ofSeconds(30), progress(10).remaining());
    assertEquals(null, pace.progress(false, at(10)).remaining());
    pace.compared(350);
    assertEquals(450, progress(20).total());
    assertEquals(null, progress(20).remaining());
  }

  @Test
  void aRestBeginsAnew() {
    pace.note(new Reading(10, 10, 0, 10), at(0));
    pace.compared(5);
    pace.rest();
    assertEquals(null, pace.progress(true, at(1)));
    pace.note(new Reading(10, 10, 0, 10), at(5));
    assertEquals(0, progress(5).directories());
    assertEquals(Duration.ZERO, progress(5).elapsed());
  }

  private Progress progress(int second) {
    @Nullable Progress progress = pace.progress(true, at(second));
    if (progress == null) {
      throw new AssertionError("nothing is known");
    }
    return progress;
  }

  private static Instant at(int second) {
    return Instant.EPOCH.plusSeconds(second);
  }
}
