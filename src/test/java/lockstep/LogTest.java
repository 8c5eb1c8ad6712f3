package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import lockstep.LogSink.Severity;
import org.junit.jupiter.api.Test;

class LogTest {
  private static final Instant EIGHT =
      LocalDateTime.of(2026, 11, 3, 8, 0, 5).atZone(ZoneId.systemDefault()).toInstant();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<String> lines = new ArrayList<>();
  private final LoggerContext context = new LoggerContext();

  @Test
  void beforeTheStartEverythingGoesToStandardErrorWithoutATime() {
    var console = new Console(err, err, false);
    console.line(EIGHT, Severity.NOTICE, "Normal", "hello");
    console.line(EIGHT, Severity.ERROR, "Error", "no\nno");
    assertEquals("Normal: hello\nError: no\nno\n", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void theRunningConsoleTellsTheTimeAndPartsErrors() {
    var console = new Console(out, err, true);
    console.line(EIGHT, Severity.NOTICE, "Normal", "--- Startup ---");
    console.line(EIGHT, Severity.WARNING, "Warn", "hm: ä");
    console.line(EIGHT, Severity.ERROR, "Error", "no");
    assertEquals(
        "08:00:05 Normal: --- Startup ---\n08:00:05 Warn: hm: ä\n",
        out.toString(StandardCharsets.UTF_8));
    assertEquals("08:00:05 Error: no\n", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void categoriesAreLoggersAndTheDebuggingOnesAreSilent() {
    start();
    context.getLogger("Normal").info("one {}", 1);
    context.getLogger("Warn").warn("two");
    context.getLogger("Error").error("three");
    context.getLogger("Exec").debug("hidden");
    context.getLogger("Delay").setLevel(Level.DEBUG);
    context.getLogger("Delay").debug("shown");
    assertEquals(
        List.of(
            "NOTICE Normal: one 1",
            "WARNING Warn: two",
            "ERROR Error: three",
            "NOTICE Delay: shown"),
        lines);
  }

  @Test
  void librariesMayWarnButNotChatter() {
    start();
    context.getLogger("ROOT").setLevel(Level.DEBUG);
    context.getLogger("io.methvin.Watcher").debug("chatter");
    context.getLogger("io.methvin.Watcher").info("chatter");
    context.getLogger("io.methvin.Watcher").warn("careful");
    assertEquals(List.of("WARNING Warn: careful"), lines);
  }

  @Test
  void aMessageKeepsItsNewlinesAndNoOtherControlCharacter() {
    start();
    context.getLogger("Normal").info("a\nb\rc\td\u001b[2Je\u0085f\\n");
    assertEquals(List.of("NOTICE Normal: a\nb\\rc\\td\\x1b[2Je\\x85f\\n"), lines);
  }

  @Test
  void whatWasThrownFollowsTheMessage() {
    start();
    context.getLogger("Error").error("oh", new IllegalStateException("why"));
    assertEquals(
        List.of("ERROR Error: oh", "java.lang.IllegalStateException: why"),
        lines.getFirst().lines().limit(2).toList());
  }

  @Test
  void sinksAreReplacedAllAtOnce() {
    var appender = start();
    context.getLogger("Normal").info("to the first");
    appender.sinks(List.of(sink("x "), sink("y ")));
    context.getLogger("Normal").info("to both");
    assertEquals(
        List.of(
            "NOTICE Normal: to the first", "x NOTICE Normal: to both", "y NOTICE Normal: to both"),
        lines);
  }

  private LogAppender start() {
    var appender = new LogAppender(sink(""));
    appender.setContext(context);
    appender.start();
    var root = context.getLogger("ROOT");
    root.setLevel(Level.INFO);
    root.addAppender(appender);
    return appender;
  }

  private LogSink sink(String name) {
    return (time, severity, category, text) ->
        lines.add(name + severity + " " + category + ": " + text);
  }
}
