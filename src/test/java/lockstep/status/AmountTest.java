package lockstep.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT119S, 119 s",
    "PT2M, 2 min",
    "PT1H59M59S, 119 min",
    "PT2H, 2 h",
    "PT47H59M, 47 h",
    "PT48H, 2 d",
    "PT-5S, 0 s"
  })
  void durations(Duration duration, String expected) {
    assertEquals(expected, Amount.of(duration));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "1536, 1.5 KiB",
    "1048575, 1023.9 KiB",
    "3565159, 3.4 MiB",
    "1073741824, 1.0 GiB",
    "9223372036854775807, 7.9 EiB"
  })
  void bytes(long bytes, String expected) {
    assertEquals(expected, Amount.ofBytes(bytes));
  }
}
