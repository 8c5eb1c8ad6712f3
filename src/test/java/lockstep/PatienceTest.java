package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import lockstep.config.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PatienceTest {
  @Test
  void theAnswerIsPassedOn() throws Exception {
    assertEquals(Optional.of("here"), Patience.LONG.ask("x", () -> "here"));
  }

  @Test
  void soIsARefusal() {
    var e =
        assertThrows(
            ConfigurationException.class,
            () ->
                Patience.LONG.ask(
                    "x",
                    () -> {
                      throw new ConfigurationException("no");
                    }));
    assertEquals("no", e.getMessage());
  }

  @Test
  void whatNeverAnswersIsLeftToItself() throws Exception {
    var never = new CountDownLatch(1);
    var patience = new Patience(Duration.ofMillis(1), Duration.ofMillis(2));
    assertEquals(
        Optional.empty(),
        patience.ask(
            "x",
            () -> {
              never.await();
              return "late";
            }));
    never.countDown();
  }
}
