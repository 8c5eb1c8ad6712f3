package lockstep.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StatusScheduleTest {
  private final StatusSchedule schedule = new StatusSchedule(Duration.ofSeconds(10));

  @Test
  void theFirstStepWrites() {
    assertTrue(schedule.isDue(second(0)));
    assertNull(schedule.alarm());
  }

  @Test
  void aChangeIsToldOneIntervalAfterItNotAfterTheLastWrite() {
    schedule.isDue(second(0));
    assertFalse(schedule.isDue(second(100)));
    assertEquals(second(110), schedule.alarm());
    assertFalse(schedule.isDue(second(109)));
    assertEquals(second(110), schedule.alarm());
    assertTrue(schedule.isDue(second(110)));
    assertNull(schedule.alarm());
  }

  @Test
  void afterAWriteTheNextChangeAsksAgain() {
    schedule.isDue(second(0));
    schedule.isDue(second(1));
    assertTrue(schedule.isDue(second(12)));
    assertFalse(schedule.isDue(second(13)));
    assertEquals(second(23), schedule.alarm());
  }

  @Test
  void withoutAnIntervalEveryStepWrites() {
    var always = new StatusSchedule(Duration.ZERO);
    assertTrue(always.isDue(second(0)));
    assertTrue(always.isDue(second(0)));
    assertNull(always.alarm());
  }

  private static Instant second(int second) {
    return Instant.EPOCH.plusSeconds(second);
  }
}
