package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import lockstep.LogSink.Severity;
import org.junit.jupiter.api.Test;

class FoldTest {
  private final List<String> lines = new ArrayList<>();
  private final Fold fold = new Fold((_, _, category, text) -> lines.add(category + ": " + text));
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private void log(int times, Severity severity, String category, String text) {
    for (int i = 0; i < times; i++) {
      fold.line(now, severity, category, text);
    }
  }

  private List<String> said() {
    var said = List.copyOf(lines);
    lines.clear();
    return said;
  }

  @Test
  void whatComesAgainAndAgainIsCounted() {
    log(1000, Severity.WARNING, "Warn", "/a: EIO");
    assertEquals(Collections.nCopies(5, "Warn: /a: EIO"), said());
    log(1, Severity.ERROR, "Error", "/a: EIO");
    now = now.plusSeconds(59);
    log(2, Severity.WARNING, "Warn", "/a: EIO");
    assertEquals(List.of("Error: /a: EIO"), said());
    now = now.plusSeconds(1);
    log(1, Severity.NOTICE, "Normal", "anything");
    assertEquals(List.of("Warn: /a: EIO (997 times more)", "Normal: anything"), said());
    log(1, Severity.WARNING, "Warn", "/a: EIO");
    assertEquals(List.of("Warn: /a: EIO"), said());
  }

  @Test
  void whatHappensIsToldEachTime() {
    log(20, Severity.NOTICE, "Normal", "--- HUP signal, resetting ---");
    assertEquals(20, said().size());
  }

  @Test
  void theEndTellsOfWhatWasCounted() {
    log(7, Severity.ERROR, "Error", "no");
    said();
    fold.flush();
    fold.flush();
    assertEquals(List.of("Error: no (2 times more)"), said());
  }

  @Test
  void aClockThatIsSetBackHoldsNothingUp() {
    log(9, Severity.ERROR, "Error", "no");
    said();
    now = now.minusSeconds(3600);
    log(1, Severity.ERROR, "Error", "no");
    assertEquals(List.of("Error: no (4 times more)", "Error: no"), said());
  }

  @Test
  void manyDifferentTextsAreNotRemembered() {
    for (int i = 0; i < 100_000; i++) {
      log(1, Severity.WARNING, "Warn", "/file" + i);
    }
    assertEquals(100_000, said().size());
    log(6, Severity.WARNING, "Warn", "/file0");
    assertEquals(5, said().size());
    log(1, Severity.WARNING, "Warn", "/file99999");
    assertTrue(said().size() == 1);
  }
}
