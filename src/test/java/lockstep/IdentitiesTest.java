package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import lockstep.config.IdMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// With root (0), daemon (1) and wayne (1000) as the only accounts.
final class IdentitiesTest {
  private static final Map<Integer, String> NAMES = Map.of(0, "root", 1, "daemon", 1000, "wayne");

  private static int number(String name) {
    return NAMES.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(-1);
  }

  @ParameterizedTest
  @CsvSource({
    // the map, and whose files those of 0, 1, 1000 and the nameless 77 are to be
    "'0:5', 5 1 1000 77",
    "'*:wayne', 1000 1000 1000 1000",
    "'wayne:root,*:7', 7 7 0 7",
    "'0-99:daemon,:8', 1 1 1000 1",
    "':8', 0 1 1000 8",
    "'?*:3', 3 3 3 77",
    "'[!r]*:3', 0 3 3 77",
    "'d*n:2,1000:4294967294', 0 2 -2 77",
    "'1:nobody,1:6', 0 6 1000 77",
  })
  void mapped(String map, String expected) {
    var identities = Identities.of(IdMap.parse(map), IdentitiesTest::number, NAMES::get);
    assertEquals(
        expected,
        "%d %d %d %d"
            .formatted(
                identities.applyAsInt(0),
                identities.applyAsInt(1),
                identities.applyAsInt(1000),
                identities.applyAsInt(77)));
  }
}
