package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import lockstep.config.Configuration;
import lockstep.config.SyncDefinition;
import lockstep.event.AbsolutePath;
import org.junit.jupiter.api.Test;

/// Another configuration while a sync is at work.
class ReconfigureTest {
  private final QueuedWorld world = new QueuedWorld();
  private final Configuration one = Definitions.configuration(sync("one", "/source"));
  private final Configuration none = Definitions.configuration();
  private final Daemon daemon = new Daemon(one, world, () -> world.now);

  private static SyncDefinition sync(String name, String source) {
    return Definitions.sync(name, AbsolutePath.of(source), AbsolutePath.of("/target"));
  }

  @Test
  void whatComesBackWaitsForItselfToEnd() {
    comesBack(one);
  }

  @Test
  void anotherSourceWaitsForTheTargetToo() {
    comesBack(Definitions.configuration(sync("other", "/other")));
  }

  @Test
  void whatWasOpenedMustStillBeThere() {
    daemon.step(world.now);
    world.work(); // opens both roots
    daemon.step(world.now);
    Runnable watching = world.tasks.remove();
    daemon.reconfigure(Definitions.configuration(changed(one.syncs().getFirst())));
    world.targets.get("one").detach(); // of which the kernel tells nothing
    watching.run();
    for (int round = 0; round < 9; round++) {
      daemon.step(world.now);
      world.work();
    }
    assertTrue(daemon.syncs().getFirst().life().isStopped());
  }

  private static SyncDefinition changed(SyncDefinition of) {
    return new SyncDefinition(
        of.name(),
        of.source(),
        of.target(),
        Duration.ofSeconds(1),
        of.maxDelays(),
        of.maxProcesses(),
        of.initial(),
        of.delete(),
        of.filters(),
        of.rsync(),
        of.where());
  }

  private void comesBack(Configuration back) {
    daemon.step(world.now);
    Runnable working = world.tasks.remove();
    daemon.reconfigure(none);
    daemon.step(world.now);
    daemon.reconfigure(back);
    daemon.step(world.now);
    assertTrue(world.tasks.isEmpty(), "two are at work on one target");
    working.run();
    daemon.step(world.now);
    daemon.step(world.now);
    assertEquals(1, world.tasks.size());
    for (int round = 0; round < 9; round++) {
      world.work();
      daemon.step(world.now);
    }
    assertTrue(daemon.isUnderWay());
    assertTrue(daemon.isIdle(), () -> daemon.atWork().toString());
  }
}
