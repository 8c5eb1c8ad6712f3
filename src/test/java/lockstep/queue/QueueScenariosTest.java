package lockstep.queue;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class QueueScenariosTest {
  @TestFactory
  Stream<DynamicTest> timing() throws IOException {
    return Scenario.tests(getClass(), "timing.txt", QueueStory::new);
  }

  @TestFactory
  Stream<DynamicTest> combination() throws IOException {
    return Scenario.tests(getClass(), "combination.txt", QueueStory::new);
  }

  @TestFactory
  Stream<DynamicTest> moves() throws IOException {
    return Scenario.tests(getClass(), "moves.txt", QueueStory::new);
  }

  @TestFactory
  Stream<DynamicTest> order() throws IOException {
    return Scenario.tests(getClass(), "order.txt", QueueStory::new);
  }

  @TestFactory
  Stream<DynamicTest> retries() throws IOException {
    return Scenario.tests(getClass(), "retries.txt", QueueStory::new);
  }

  @TestFactory
  Stream<DynamicTest> barriers() throws IOException {
    return Scenario.tests(getClass(), "barriers.txt", QueueStory::new);
  }

  @TestFactory
  Stream<DynamicTest> sweeps() throws IOException {
    return Scenario.tests(getClass(), "sweeps.txt", QueueStory::new);
  }
}
