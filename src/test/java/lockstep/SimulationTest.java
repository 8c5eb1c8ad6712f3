package lockstep;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Thousands of histories, each from its seed. `-Dlockstep.seeds=FROM-TO` runs others.
///
/// A history that fails is lived once more, to show what the log said.
class SimulationTest {
  private static final String SEEDS = System.getProperty("lockstep.seeds", "0-3000");

  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private Level level;

  @BeforeEach
  void silence() {
    level = root.getLevel();
    root.setLevel(Level.OFF);
  }

  @AfterEach
  void speak() {
    root.setLevel(level);
  }

  @Test
  void keepsItsPromisesInEveryHistory() {
    String[] range = SEEDS.split("-");
    for (long seed = Long.parseLong(range[0]); seed < Long.parseLong(range[1]); seed++) {
      try {
        new Simulation(seed, _ -> {}).run();
      } catch (AssertionError e) {
        throw told(seed, e);
      }
    }
  }

  private AssertionError told(long seed, AssertionError first) {
    var story = new ArrayList<String>();
    var appender = new Listener(story);
    root.setLevel(Level.TRACE);
    root.detachAndStopAllAppenders();
    root.addAppender(appender);
    appender.start();
    try {
      new Simulation(seed, story::add).run();
    } catch (AssertionError e) {
      return new AssertionError(e.getMessage() + "\n" + String.join("\n", story), e);
    }
    return new AssertionError("the same seed did not fail again", first);
  }

  private static final class Listener extends AppenderBase<ILoggingEvent> {
    private final List<String> story;

    Listener(List<String> story) {
      this.story = story;
    }

    @Override
    protected void append(ILoggingEvent event) {
      story.add(event.getLoggerName() + ": " + event.getFormattedMessage());
    }
  }
}
