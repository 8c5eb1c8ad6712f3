package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import lockstep.config.Configuration;
import lockstep.config.SyncDefinition;
import lockstep.event.AbsolutePath;
import org.junit.jupiter.api.Test;

/// The start of a daemon with two syncs of which one, `bad`, cannot be opened.
class StartTest {
  private final QueuedWorld world = new QueuedWorld();

  @Test
  void theFirstFailureEndsItAndNothingHasBegun() {
    Daemon daemon = daemon(false);
    world.refusing.add("bad");
    daemon.step(world.now);
    world.work();
    daemon.step(world.now);
    assertTrue(world.tasks.isEmpty(), "the other sync works");
    String failure = daemon.startFailure(world.now);
    assertEquals(
        "bad cannot start: no target\n"
            + "Temporary or permanent failure on startup of /bad/ -> /target/bad/. "
            + "Terminating since \"insist\" is not set.",
        failure);
  }

  @Test
  void whatDoesNotAnswerHoldsUpTheOthersForALimitedTime() {
    Daemon daemon = daemon(false);
    daemon.step(world.now);
    Runnable good = world.tasks.remove();
    Runnable hanging = world.tasks.remove();
    good.run();
    Instant next = daemon.step(world.now);
    assertNotNull(next);
    assertTrue(next.isAfter(world.now), "it goes round without end");
    assertTrue(world.tasks.isEmpty(), "the other sync works");
    assertNull(daemon.startFailure(world.now));
    world.now = next;
    daemon.step(world.now);
    assertEquals(
        "bad cannot start: /target/bad or /bad has not answered for 90 s",
        daemon.startFailure(world.now));
    hanging.run();
    daemon.step(world.now);
    assertNull(daemon.startFailure(world.now));
    assertFalse(world.tasks.isEmpty());
  }

  @Test
  void aSourceThatCannotBeWatchedIsAFailureToo() {
    Daemon daemon = daemon(false);
    world.failing.add("bad");
    daemon.step(world.now);
    world.work();
    daemon.step(world.now);
    assertEquals(
        "bad cannot start: ",
        String.valueOf(daemon.startFailure(world.now)).substring(0, "bad cannot start: ".length()));
  }

  @Test
  void whatFailsWhenAllAreOpenIsTriedAgain() {
    Daemon daemon = daemon(false);
    daemon.step(world.now);
    world.work(); // opens both
    daemon.step(world.now);
    assertNull(daemon.startFailure(world.now));
    assertFalse(world.tasks.isEmpty());
    world.work(); // watches both
    daemon.step(world.now);
    assertTrue(daemon.syncs().stream().allMatch(sync -> sync.life().isUnderWay()));
  }

  @Test
  void anInsistingOneGoesOn() {
    Daemon daemon = daemon(true);
    world.refusing.add("bad");
    daemon.step(world.now);
    world.work();
    daemon.step(world.now);
    assertNull(daemon.startFailure(world.now));
    assertFalse(world.tasks.isEmpty());
    world.work();
    Instant next = daemon.step(world.now);
    assertTrue(daemon.isUnderWay());
    assertTrue(next != null && next.isAfter(world.now));
  }

  private Daemon daemon(boolean insist) {
    Configuration of = Definitions.configuration(sync("good"), sync("bad"));
    return new Daemon(
        new Configuration(Definitions.settings(insist), of.syncs(), List.of()),
        world,
        () -> world.now);
  }

  private static SyncDefinition sync(String name) {
    return Definitions.sync(name, AbsolutePath.of("/" + name), AbsolutePath.of("/target/" + name));
  }
}
