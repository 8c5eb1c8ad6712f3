package lockstep;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.time.Instant;
import java.util.List;
import lockstep.LogSink.Severity;

/// Hands what is logged to the sinks, in lsyncd's words: a category and a text that is harmless to
/// print.
final class LogAppender extends AppenderBase<ILoggingEvent> {
  static final String NAME = "lockstep";

  private final Fold fold = new Fold(this::pass);
  private List<LogSink> sinks;

  LogAppender(LogSink first) {
    sinks = List.of(first);
    setName(NAME);
  }

  /// When this returns, nothing is being written to the former sinks: each line is appended under
  /// the same lock.
  synchronized void sinks(List<LogSink> others) {
    fold.flush();
    sinks = List.copyOf(others);
  }

  synchronized void flush() {
    fold.flush();
    sinks.forEach(LogSink::flush);
  }

  @Override
  protected void append(ILoggingEvent event) {
    boolean foreign = event.getLoggerName().indexOf('.') >= 0;
    if (foreign && !event.getLevel().isGreaterOrEqual(Level.WARN)) {
      return; // the libraries' own chatter, which -log all does not mean
    }
    Severity severity = severity(event.getLevel());
    String category = foreign ? category(severity) : event.getLoggerName();
    fold.line(event.getInstant(), severity, category, harmless(text(event)));
  }

  private void pass(Instant time, Severity severity, String category, String text) {
    for (LogSink sink : sinks) {
      sink.line(time, severity, category, text);
    }
  }

  private static Severity severity(Level level) {
    return level.isGreaterOrEqual(Level.ERROR)
        ? Severity.ERROR
        : level.isGreaterOrEqual(Level.WARN) ? Severity.WARNING : Severity.NOTICE;
  }

  private static String category(Severity severity) {
    return switch (severity) {
      case ERROR -> "Error";
      case WARNING -> "Warn";
      case NOTICE -> "Normal";
    };
  }

  private static String text(ILoggingEvent event) {
    String message = event.getFormattedMessage();
    var thrown = event.getThrowableProxy();
    return thrown == null
        ? message
        : message
            + "\n"
            + ThrowableProxyUtil.asString(thrown).stripTrailing().replace("\t", "    ");
  }

  /// Escapes what a terminal or a reader of lines would obey, except for newlines: many of lsyncd's
  /// messages have several lines. Names in messages are printable already and hold none.
  static String harmless(String text) {
    if (text.chars().noneMatch(LogAppender::isHarmful)) {
      return text;
    }
    var out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isHarmful(c)) {
        out.append(c == '\t' ? "\\t" : c == '\r' ? "\\r" : "\\x%02x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static boolean isHarmful(int c) {
    return c != '\n' && Character.isISOControl(c);
  }
}
