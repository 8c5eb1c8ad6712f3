package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecondsTest {
  @ParameterizedTest
  @CsvSource({
    "5, PT5S",
    "2.5, PT2.5S",
    "0, PT0S",
    "-0, PT0S",
    ".5, PT0.5S",
    "5., PT5S",
    "1e2, PT100S",
    "0x10, PT16S",
    "0x.8, PT0.5S",
    "0x1p3, PT8S",
    "' 7 ', PT7S",
    "+1, PT1S"
  })
  void numbers(String text, Duration expected) {
    assertEquals(Optional.of(expected), Seconds.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-1", "1x", "1 2", "inf", "nan", "0x", ".", "1e", "٣"})
  void noNumbers(String text) {
    assertEquals(Optional.empty(), Seconds.parse(text));
  }

  @Test
  void whatNobodyLivesToSeeIsFinite() {
    assertTrue(Seconds.parse("1e300").orElseThrow().toDays() > 365 * 100);
  }
}
