package lockstep.plan;

import java.io.IOException;
import java.util.stream.Stream;
import lockstep.queue.Scenario;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class SyncScenariosTest {
  @TestFactory
  Stream<DynamicTest> life() throws IOException {
    return Scenario.tests(getClass(), "life.txt", SyncStory::new);
  }

  @TestFactory
  Stream<DynamicTest> watching() throws IOException {
    return Scenario.tests(getClass(), "watching.txt", SyncStory::new);
  }

  @TestFactory
  Stream<DynamicTest> settlement() throws IOException {
    return Scenario.tests(getClass(), "settlement.txt", SyncStory::new);
  }

  @TestFactory
  Stream<DynamicTest> halting() throws IOException {
    return Scenario.tests(getClass(), "halting.txt", SyncStory::new);
  }

  @TestFactory
  Stream<DynamicTest> brakes() throws IOException {
    return Scenario.tests(getClass(), "brakes.txt", SyncStory::new);
  }

  @TestFactory
  Stream<DynamicTest> unwatched() throws IOException {
    return Scenario.tests(getClass(), "unwatched.txt", SyncStory::new);
  }

  @TestFactory
  Stream<DynamicTest> pledges() throws IOException {
    return Scenario.tests(getClass(), "pledges.txt", SyncStory::new);
  }

  @TestFactory
  Stream<DynamicTest> probes() throws IOException {
    return Scenario.tests(getClass(), "probes.txt", SyncStory::new);
  }

  @TestFactory
  Stream<DynamicTest> standing() throws IOException {
    return Scenario.tests(getClass(), "standing.txt", SyncStory::new);
  }
}
