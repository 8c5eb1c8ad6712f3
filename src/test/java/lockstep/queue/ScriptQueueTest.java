package lockstep.queue;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class ScriptQueueTest {
  @TestFactory
  Stream<DynamicTest> rules() throws IOException {
    return Scenario.tests(getClass(), "script-rules.txt", ScriptQueueStory::new);
  }

  @TestFactory
  Stream<DynamicTest> release() throws IOException {
    return Scenario.tests(getClass(), "script-release.txt", ScriptQueueStory::new);
  }
}
