package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lockstep.tree.Timestamp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimeWindowTest {
  private static final Timestamp SOURCE = new Timestamp(1000, 500_000_000);

  @ParameterizedTest
  @CsvSource({
    "-1, 1000, 500000000, true, false",
    "-1, 1000, 500000001, false, true",
    "-1, 1000, 499999999, false, false",
    "0, 1000, 999999999, true, false",
    "0, 999, 999999999, false, false",
    "0, 1001, 0, false, true",
    "1, 1001, 999999999, true, true",
    "1, 1002, 0, false, true",
    "1, 999, 0, true, false",
    "1, 998, 999999999, false, false",
  })
  void asRsync(int seconds, long at, int nanos, boolean equal, boolean newer) {
    var window = new TimeWindow(seconds);
    var target = new Timestamp(at, nanos);
    assertEquals(equal, window.areEqual(SOURCE, target));
    assertEquals(newer, window.isNewer(target, SOURCE));
  }
}
