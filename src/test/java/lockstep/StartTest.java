package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import lockstep.config.Configuration;
import lockstep.config.SyncDefinition;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import lockstep.tree.MemoryErrno;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.Tree;
import lockstep.watch.SimulatedWatcher;
import lockstep.watch.Watcher;
import org.junit.jupiter.api.Test;

/// The start of a daemon with two syncs of which one, `bad`, cannot be opened.
class StartTest {
  private final World world = new World();

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
    assertTrue(daemon.syncs().stream().allMatch(sync -> sync.isUnderWay()));
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

  /// Trees of memory, and workers whose tasks wait to be run.
  private static final class World implements Surroundings {
    private final Set<String> refusing = new HashSet<>();
    private final Set<String> failing = new HashSet<>();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Map<String, MemoryFileSystem> sources = new HashMap<>();
    private final Map<String, MemoryFileSystem> targets = new HashMap<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    void work() {
      for (int i = tasks.size(); i > 0; i--) {
        tasks.remove().run();
      }
    }

    private MemoryFileSystem source(SyncDefinition sync) {
      return sources.computeIfAbsent(sync.name(), this::fileSystem);
    }

    /// Each is a device of its own.
    private MemoryFileSystem fileSystem(String sync) {
      return new MemoryFileSystem(sources.size() + 10L * targets.size(), () -> Instant.EPOCH);
    }

    @Override
    public Tree openSource(SyncDefinition sync) {
      return source(sync)
          .tree(
              RelativePath.ROOT,
              (call, path) -> {
                if (failing.contains(sync.name())) {
                  throw MemoryErrno.EIO.at(call, path);
                }
              });
    }

    @Override
    public Tree openTarget(SyncDefinition sync) throws IOException {
      if (refusing.contains(sync.name())) {
        throw new IOException("no target");
      }
      return targets
          .computeIfAbsent(sync.name(), this::fileSystem)
          .tree(RelativePath.ROOT, (_, _) -> {});
    }

    @Override
    public Watcher openWatcher(SyncDefinition sync, Runnable onReady) {
      return new SimulatedWatcher(source(sync), () -> now, false, onReady);
    }

    @Override
    public Workers workers(SyncDefinition sync) {
      return new Workers() {
        @Override
        public int width() {
          return 1;
        }

        @Override
        public void execute(Runnable task) {
          tasks.add(task);
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public Instant wallClock() {
      return now;
    }
  }
}
