package lockstep;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// Passes on warnings and errors that come again and again a few times, and counts the rest.
///
/// A text that came [#FREE] times within a minute is not passed on again until the minute is over.
/// How often it came is told by a line of its own then, as soon as anything is logged. All other
/// lines pass: they tell of things that happened once each.
final class Fold implements LogSink {
  private static final Duration SPAN = Duration.ofMinutes(1);

  /// So that who tries something twice is answered twice.
  private static final int FREE = 5;

  /// Texts that are remembered; with more different ones at once, each is seldom.
  private static final int MOST = 64;

  private record Text(Severity severity, String category, String text) {}

  private static final class Seen {
    final Instant since;
    int passed;
    long more;

    Seen(Instant since) {
      this.since = since;
    }
  }

  private final LogSink to;
  private final Map<Text, Seen> texts = new LinkedHashMap<>();

  Fold(LogSink to) {
    this.to = to;
  }

  @Override
  public void line(Instant time, Severity severity, String category, String text) {
    tellOver(time);
    if (severity == Severity.NOTICE || passes(time, new Text(severity, category, text))) {
      to.line(time, severity, category, text);
    }
  }

  private boolean passes(Instant time, Text text) {
    Seen seen = texts.computeIfAbsent(text, _ -> new Seen(time));
    if (seen.passed < FREE) {
      seen.passed++;
      return true;
    }
    seen.more++;
    return false;
  }

  /// Forgets what began more than a minute ago (or in the future, as a clock that was set back has
  /// it), and the oldest where there are many.
  private void tellOver(Instant now) {
    Iterator<Map.Entry<Text, Seen>> entries = texts.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<Text, Seen> each = entries.next();
      boolean recent = Duration.between(each.getValue().since, now).abs().compareTo(SPAN) < 0;
      if (!recent || texts.size() >= MOST) {
        entries.remove();
        tell(now, each.getKey(), each.getValue());
      }
    }
  }

  private void tell(Instant now, Text text, Seen seen) {
    if (seen.more > 0) {
      to.line(now, text.severity, text.category, text.text + " (" + seen.more + " times more)");
    }
  }

  /// Tells what was counted so far.
  @Override
  public void flush() {
    Instant now = Instant.now();
    texts.forEach((text, seen) -> tell(now, text, seen));
    texts.clear();
  }
}
