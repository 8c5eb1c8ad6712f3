package lockstep.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteCountTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "100, 100",
    "1.5k, 1536",
    "1.5kb, 1500",
    "1KiB, 1024",
    "2m-1, 2097151",
    "1mb+1, 1000001",
    ".5k, 512",
    "1g, 1073741824",
    "3b, 3",
  })
  void sizes(String text, long bytes) {
    assertEquals(bytes, ByteCount.parse(text, 'b'));
  }

  @ParameterizedTest
  @CsvSource({"100, 102400", "1.5, 1536", "1m, 1048576", "512b, 512"})
  void rates(String text, long bytes) {
    assertEquals(bytes, ByteCount.parse(text, 'k'));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "much", "-1", "1e3", "1m1", "1k+2", "9000000p", "8e"})
  void refusals(String text) {
    assertThrows(IllegalArgumentException.class, () -> ByteCount.parse(text, 'b'));
  }
}
