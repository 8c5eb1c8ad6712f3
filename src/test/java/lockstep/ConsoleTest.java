package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import lockstep.LogSink.Severity;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private int columns = 80;
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  @Test
  void progressStandsBelowTheLinesOfTheLog() {
    var console = new Console(screen, screen, false, () -> columns);
    console.progress("Sync1: 1 of 3");
    console.progress("Sync1: 2 of 3");
    console.line(Instant.EPOCH, Severity.NOTICE, "Normal", "a line");
    console.line(Instant.EPOCH, Severity.ERROR, "Error", "another");
    console.progress("");
    console.line(Instant.EPOCH, Severity.NOTICE, "Normal", "the last");
    assertEquals(
        """
        <erase>Sync1: 1 of 3
        <erase>Sync1: 2 of 3
        <erase>Normal: a line|
        <erase>Sync1: 2 of 3
        <erase>Error: another|
        <erase>Sync1: 2 of 3
        <erase>Normal: the last|
        """,
        shown());
  }

  @Test
  void progressTakesOneLineOfANarrowTerminal() {
    var console = new Console(screen, screen, false, () -> columns);
    console.progress("x".repeat(100));
    columns = 20; // it was drawn smaller
    console.progress("y".repeat(100));
    assertEquals("<erase>" + "x".repeat(79) + "\n<erase>" + "y".repeat(19) + "\n", shown());
  }

  @Test
  void theEnvironmentTellsTheWidthWhereTheTerminalDoesNot() {
    assertEquals(132, Terminal.columns("132"));
    for (String useless : new String[] {null, "", "0", "-1", "wide", "99999999999"}) {
      assertEquals(80, Terminal.columns(useless), useless);
    }
  }

  @Test
  void whereNobodyLooksThereIsNoProgress() {
    var console = new Console(screen, screen, false);
    console.progress("Sync1: 1 of 3");
    console.line(Instant.EPOCH, Severity.NOTICE, "Normal", "a line");
    console.progress("");
    assertEquals("Normal: a line\n", screen.toString(StandardCharsets.UTF_8));
  }

  @Test
  void terminalsAreToldByTheirDevice() {
    assertTrue(Terminal.isTerminal(136L << 8 | 3), "/dev/pts/3");
    assertTrue(Terminal.isTerminal(5L << 8 | 1), "/dev/console");
    assertTrue(Terminal.isTerminal(4L << 8 | 64), "/dev/ttyS0");
    assertFalse(Terminal.isTerminal(1L << 8 | 3), "/dev/null");
  }

  /// What was written: a line for each erasure, and a bar for the end of a line.
  private String shown() {
    String text = screen.toString(StandardCharsets.UTF_8).replace("\n", "|");
    return text.replace("\r\033[K", "\n<erase>").strip() + "\n";
  }
}
