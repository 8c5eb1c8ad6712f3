package lockstep;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// What of the log is shown, and where.
final class Logging {
  private Logging() {}

  /// Obeys the words of the `-log` options: `all`, `scarce` (of which the last one counts) or the
  /// name of a category.
  static void show(List<String> words) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return; // the tests of a user of the library may have another logger
    }
    for (String word : words) {
      switch (word) {
        case "all" -> context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.DEBUG);
        case "scarce" -> context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        default -> context.getLogger(word).setLevel(Level.DEBUG);
      }
    }
  }

  /// Sends what is logged from now on to these sinks only, unless an operator's `logback.xml` says
  /// where.
  static void to(List<LogSink> sinks) {
    LogAppender appender = appender();
    if (appender != null) {
      appender.sinks(sinks);
    }
  }

  /// Whether [#to] says where lines go, and not an operator's `logback.xml`.
  static boolean isOurs() {
    return appender() != null;
  }

  /// Waits a moment for what is still to be written.
  static void flush() {
    LogAppender appender = appender();
    if (appender != null) {
      appender.flush();
    }
  }

  private static @Nullable LogAppender appender() {
    return LoggerFactory.getILoggerFactory() instanceof LoggerContext context
            && context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(LogAppender.NAME)
                instanceof LogAppender appender
        ? appender
        : null;
  }
}
