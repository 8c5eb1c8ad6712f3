package lockstep.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TimestampTest {
  private static final Timestamp MOMENT = new Timestamp(1_700_000_000, 5);

  @Test
  void equalsWhatHasTheSameSecondsAndNanoseconds() {
    var same = new Timestamp(1_700_000_000, 5);
    assertEquals(MOMENT, same);
    assertEquals(MOMENT.hashCode(), same.hashCode());
    assertNotEquals(MOMENT, new Timestamp(1_700_000_000, 6));
    assertNotEquals(MOMENT, new Timestamp(1_700_000_001, 5));
    assertNotEquals(MOMENT, new Timestamp(1_700_000_000 + (1L << 32), 5));
    assertNotEquals(MOMENT, (Object) 1_700_000_000L);
  }

  @Test
  void theEarlierComesFirst() {
    var before1970 = new Timestamp(-1, 999_999_999);
    var later = new Timestamp(1_700_000_000, 6);
    var latest = new Timestamp(1_700_000_001, 0);
    assertEquals(
        List.of(before1970, MOMENT, later, latest),
        List.of(latest, later, MOMENT, before1970).stream().sorted().toList());
  }

  @Test
  void nanosecondsAreLessThanASecond() {
    assertThrows(IllegalArgumentException.class, () -> new Timestamp(0, 1_000_000_000));
    assertThrows(IllegalArgumentException.class, () -> new Timestamp(0, -1));
  }
}
