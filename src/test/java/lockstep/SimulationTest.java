package lockstep;

import static org.junit.jupiter.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Thousands of histories, each from its seed. `-Dlockstep.seeds=FROM-TO` runs others.
///
/// A history that fails is shrunk, and lived once more to show what the log said.
class SimulationTest {
  private static final String SEEDS = System.getProperty("lockstep.seeds", "0-3000");
  private static final int ENOUGH = 5;

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
    var failures = new ArrayList<String>();
    String[] range = SEEDS.split("-");
    long end = Long.parseLong(range[1]);
    for (long seed = Long.parseLong(range[0]); seed < end && failures.size() < ENOUGH; seed++) {
      live(SimulationPlan.draw(seed)).ifPresent(failures::add);
    }
    if (!failures.isEmpty()) {
      fail(String.join("\n\n", failures));
    }
  }

  private Optional<String> live(SimulationPlan plan) {
    try {
      new Simulation(plan, _ -> {}).run();
      return Optional.empty();
    } catch (AssertionError e) {
      return Optional.of(e.getMessage() + "\n" + told(SimulationShrinker.shrink(plan)));
    }
  }

  private String told(SimulationPlan shrunk) {
    var story = new ArrayList<String>();
    var appender = new Listener(story);
    root.setLevel(Level.TRACE);
    root.detachAndStopAllAppenders();
    root.addAppender(appender);
    appender.start();
    try {
      new Simulation(shrunk, story::add).run();
    } catch (AssertionError e) {
      return "shrunk: " + e.getMessage() + "\n" + String.join("\n", last(story));
    } finally {
      root.setLevel(Level.OFF);
    }
    return "it did not fail again";
  }

  private static List<String> last(List<String> story) {
    return story.subList(Math.max(0, story.size() - 150), story.size());
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
