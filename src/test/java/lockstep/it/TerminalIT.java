package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The built program on a terminal, which `script(1)` plays.
class TerminalIT {
  private static final int COLUMNS = 24;
  private static final String IN_STEP = " is in step: ";
  private static final String ERASE = "\r\033[K";

  /// Some seconds of work, during which it is looked at every second.
  private static final String SLOWLY = "delay = 0, rsync = { archive = true, bwlimit = 500 }";

  private static final int SIZE = 2_000_000;

  private Stage stage;

  @BeforeEach
  void begin() throws Exception {
    stage = Stage.create();
  }

  @AfterEach
  void end() throws Exception {
    if (stage != null) {
      stage.close();
    }
  }

  @Test
  void progressTakesOneLineOfTheTerminalsWidthAndGoes() throws Exception {
    Files.write(stage.source.resolve("big"), new byte[SIZE]);
    stage.configure(Stage.sync(SLOWLY));
    Path program = stage.home.resolve("program");
    String end = "stty cols %d rows 10; export TERM=xterm; exec".formatted(COLUMNS);
    stage.start(
        "sh",
        "-ec",
        "{ printf '%%s' '%s'; printf \" '%%s'\" \"$@\"; echo; } > '%s'; exec script -qfc 'sh %s' '%s'"
            .formatted(end, program, program, stage.home.resolve("typescript")),
        "sh");
    stage
        .daemon()
        .awaitText(Stage.LIMIT, text -> text.contains(IN_STEP) && !isProgress(last(text)));
    String shown = stage.log();
    List<String> progress = progress(shown).toList();
    assertTrue(progress.size() > 1, shown);
    assertEquals(COLUMNS - 1, progress.getFirst().length(), shown);
    assertEquals(SIZE, Files.size(stage.target.resolve("big")));
  }

  private static Stream<String> progress(String shown) {
    return Stream.of(shown.split("\r\033\\[K", -1))
        .filter(TerminalIT::isProgress)
        .map(piece -> piece.split("[\r\n]", 2)[0]);
  }

  private static String last(String shown) {
    return shown.substring(shown.lastIndexOf(ERASE) + ERASE.length());
  }

  private static boolean isProgress(String piece) {
    return piece.startsWith("Sync1: ");
  }
}
