package lockstep.plan;

import java.io.IOException;
import java.util.stream.Stream;
import lockstep.queue.Scenario;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class ScriptSyncTest {
  @TestFactory
  Stream<DynamicTest> stories() throws IOException {
    return Scenario.tests(getClass(), "scripts.txt", ScriptSyncStory::new);
  }
}
