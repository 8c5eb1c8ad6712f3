package lockstep.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CtimeTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-24T08:00:00Z, UTC, Tue Nov 24 08:00:00 2026",
    "2026-11-03T00:23:32Z, UTC, Tue Nov  3 00:23:32 2026",
    "2026-01-04T23:59:59Z, UTC, Sun Jan  4 23:59:59 2026",
    "2026-12-31T23:30:00Z, Europe/Berlin, Fri Jan  1 00:30:00 2027"
  })
  void dates(Instant time, ZoneId zone, String expected) {
    assertEquals(expected, Ctime.of(time, zone));
  }

  @Test
  void parts() {
    var time = Instant.parse("2026-11-03T09:05:07Z");
    assertEquals("Nov  3 09:05:07", Ctime.dayAndClock(time, ZoneId.of("UTC")));
    assertEquals("09:05:07", Ctime.clock(time, ZoneId.of("UTC")));
  }
}
