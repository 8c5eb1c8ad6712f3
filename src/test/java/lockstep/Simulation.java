package lockstep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import lockstep.config.Configuration;
import lockstep.config.DeleteLimit;
import lockstep.config.DeletePolicy;
import lockstep.config.EngineChoice;
import lockstep.config.RsyncFlag;
import lockstep.config.RsyncOptions;
import lockstep.config.SyncDefinition;
import lockstep.config.Target;
import lockstep.event.AbsolutePath;
import lockstep.filter.FilterException;
import lockstep.filter.Filters;
import lockstep.tree.MemorySnapshot;
import lockstep.tree.MemorySnapshot.Aspect;
import org.jspecify.annotations.Nullable;

/// One history: the real loop, queue, planner and copier in a [SimulationWorld], from its beginning
/// until everything is quiet and both trees are equal.
///
/// At every step the promises are checked that can be checked then. The seed replays it exactly.
final class Simulation {
  /// Far more rounds than any history needs; one that needs more will never come to rest.
  private static final int MOST_ROUNDS = 20_000;

  /// A failure that ends after a halt may bring to light what halts again.
  private static final int MOST_HALTS = 4;

  private final long seed;
  private final Consumer<String> story;
  private final Random random;
  private final SimulationPlan plan;
  private final SimulationWorld world;
  private final SimulationOracle oracle;
  private Daemon daemon;
  private @Nullable Instant next = Instant.MIN;

  /// @param story is told what is done, line by line
  Simulation(long seed, Consumer<String> story) {
    this.seed = seed;
    this.story = story;
    this.random = new Random(seed);
    this.plan = SimulationPlan.draw(random);
    this.world = new SimulationWorld(plan, random, story);
    this.oracle = new SimulationOracle(world.source, world.target, plan.braked());
    this.daemon = daemon();
  }

  /// Lives the history, and fails with the seed if a promise is broken.
  void run() {
    try {
      live();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed " + seed + " " + plan + ": " + e.getMessage(), e);
    }
  }

  private void live() {
    for (int i = random.nextInt(10); i > 0; i--) {
      world.writer.act();
    }
    for (int i = 0; i < plan.steps(); i++) {
      step();
    }
    world.writer.stop();
    world.calm();
    settle();
    assertEqual("after everything was quiet");
    oracle.check();
  }

  private void step() {
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> world.writer.act();
      case 3, 4 -> world.receive();
      case 5, 6, 7 -> work();
      case 8 -> world.advance(Duration.ofMillis(1 + random.nextInt(2000)));
      case 9 -> askStatus();
      default -> round();
    }
    if (random.nextInt(40) == 0) {
      cutOver();
    }
    if (plan.crashes() && random.nextInt(60) == 0 || world.hasCrashed()) {
      restart();
    }
    oracle.check();
  }

  private void work() {
    if (world.hasTask()) {
      world.runTask();
    }
  }

  private void round() {
    next = daemon.step(world.now());
  }

  private void restart() {
    story.accept("crash");
    world.restart();
    oracle.restarted();
    daemon = daemon();
    next = Instant.MIN;
  }

  /// What the status says is compared with what is.
  private void askStatus() {
    daemon.ask(
        new Daemon.Question(
            new Request.StatusRequest(true),
            reply -> {
              if (reply.lines().getFirst().contains("\"in_sync\":true")) {
                assertEqual("although the status said in sync");
              }
            }));
    round();
  }

  /// The operator stops the source, waits, and moves over.
  private void cutOver() {
    int changes = world.writer.changes();
    int exit = await();
    if (exit == Exit.SUCCESS && world.writer.changes() == changes) {
      assertEqual("although wait returned 0");
    }
  }

  /// Lets time pass until `wait` returns; -1 if the process ends before.
  private int await() {
    int[] exit = {-1};
    var wait = new Request.WaitRequest(Duration.ofHours(10));
    daemon.ask(new Daemon.Question(wait, reply -> exit[0] = reply.exitStatus()));
    for (int i = 0; i < MOST_ROUNDS && exit[0] < 0; i++) {
      advanceOneRound();
      if (world.hasCrashed()) {
        return -1;
      }
    }
    if (exit[0] < 0) {
      fail("wait did not return: " + status());
    }
    return exit[0];
  }

  /// Lets time pass until nothing is left to do: once for what failed before all was calm, and once
  /// more.
  private void settle() {
    if (world.hasCrashed()) {
      restart();
    }
    for (int i = 0; i < MOST_ROUNDS && status().contains("state=STARTING"); i++) {
      advanceOneRound(); // it may just have failed to open, and pauses before the next try
    }
    await();
    int exit = await();
    for (int i = 0; i < MOST_HALTS && exit != Exit.SUCCESS && isHalted(); i++) {
      exit = await();
    }
    if (exit != Exit.SUCCESS) {
      fail("wait returned " + exit + ": " + status());
    }
  }

  private void advanceOneRound() {
    if (isHalted()) {
      oracle.confirmed();
      daemon.ask(new Daemon.Question(new Request.ResumeRequest(), _ -> {}));
    }
    if (world.hasQueued()) {
      world.receive();
      world.advance(Duration.ofMillis(3));
    }
    round();
    if (world.hasTask()) {
      world.runTask();
    } else if (next != null && next.isAfter(world.now())) {
      world.advance(Duration.between(world.now(), next));
    }
  }

  /// Halted for a reason that the operator looks into, and finds to be as it should.
  private boolean isHalted() {
    String status = status();
    return status.contains("the source is empty") || status.contains("maxDelete");
  }

  private String status() {
    return daemon.syncs().getFirst().sync().status(world.now()).toString();
  }

  private void assertEqual(String when) {
    assertEquals(snapshot(world.source.snapshot()), snapshot(world.target.snapshot()), when);
  }

  private String snapshot(MemorySnapshot snapshot) {
    if (!plan.hardLinks()) {
      snapshot.without(Aspect.HARD_LINKS);
    }
    Filters filters = filters();
    return snapshot.including(path -> !filters.isHidden(path, true)).text();
  }

  private Filters filters() {
    if (!plan.filters()) {
      return Filters.NONE;
    }
    try {
      return Filters.parse(List.of(), List.of("b".getBytes(UTF_8), "/a/c".getBytes(UTF_8)));
    } catch (FilterException e) {
      throw new IllegalStateException(e);
    }
  }

  private Daemon daemon() {
    var rsync =
        new RsyncOptions(
            true, Map.of(RsyncFlag.HARD_LINKS, plan.hardLinks()), Map.of(), List.of(), null);
    var target = new Target.LocalDirectory(AbsolutePath.of("/target"));
    var sync =
        new SyncDefinition(
            "Sync1",
            AbsolutePath.of("/source"),
            target,
            plan.delay(),
            1000,
            1,
            true,
            DeletePolicy.ALWAYS,
            plan.braked() ? DeleteLimit.of(0) : DeleteLimit.DEFAULT,
            filters(),
            rsync,
            EngineChoice.of(target, rsync),
            "simulation");
    var configuration = new Configuration(Definitions.settings(true), List.of(sync), List.of());
    return new Daemon(configuration, world, world::now);
  }
}
