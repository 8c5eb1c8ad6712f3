package lockstep.spawn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Programs that only seem to be started.
@Timeout(60)
final class LimitedRunnerTest {
  private final List<String> started = new ArrayList<>();
  private final List<ProcessRunner.Listener> listeners = new ArrayList<>();
  private final List<String> ended = new ArrayList<>();
  private int most = 2;
  private final ProcessRunner runner =
      new LimitedRunner(
          (command, listener) -> {
            started.add(command.label());
            listeners.add(listener);
            return () -> ended.add(command.label());
          },
          () -> most);

  private static Command command(String label) {
    return Command.of(label, "x".getBytes(StandardCharsets.US_ASCII), List.of());
  }

  @Test
  void othersWaitForTheirTurn() {
    for (String label : List.of("a", "b", "c", "d")) {
      runner.start(command(label), new Heard());
    }
    assertEquals(List.of("a", "b"), started);
    listeners.get(1).ended(new End.Exited(0));
    assertEquals(List.of("a", "b", "c"), started);
    most = 3;
    listeners.get(0).ended(new End.Exited(0));
    assertEquals(List.of("a", "b", "c", "d"), started);
  }

  @Test
  void whatWaitsCanBeEnded() {
    most = 1;
    runner.start(command("a"), new Heard());
    var heard = new Heard();
    ProcessRunner.Running waiting = runner.start(command("b"), heard);
    waiting.end();
    assertEquals(new End.Killed(15), heard.end());
    listeners.getFirst().ended(new End.Exited(0));
    assertEquals(List.of("a"), started);
  }

  @Test
  void whatRunsCanBeEnded() {
    var heard = new Heard();
    ProcessRunner.Running running = runner.start(command("a"), heard);
    running.end();
    assertEquals(List.of("a"), ended);
    listeners.getFirst().ended(new End.Killed(15));
    assertEquals(new End.Killed(15), heard.end());
  }
}
