package lockstep.plan;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/// What an operator would read in the log from now on.
final class HeardLog {
  private static final List<String> CATEGORIES = List.of("Normal", "Warn", "Error");
  private static final List<String> QUIET = List.of("Delay", "Filter");

  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  HeardLog() {
    appender.start();
    for (String category : CATEGORIES) {
      Logger logger = logger(category);
      logger.setAdditive(false);
      logger.detachAndStopAllAppenders();
      logger.addAppender(appender);
    }
    QUIET.forEach(category -> logger(category).setLevel(Level.INFO));
  }

  private static Logger logger(String category) {
    return (Logger) LoggerFactory.getLogger(category);
  }

  /// The lines since it was last asked, as one.
  String lines() {
    String lines =
        appender.list.stream()
            .map(event -> event.getLoggerName() + ": " + event.getFormattedMessage())
            .collect(Collectors.joining(" / "));
    appender.list.clear();
    return lines.isEmpty() ? "nothing" : lines;
  }
}
