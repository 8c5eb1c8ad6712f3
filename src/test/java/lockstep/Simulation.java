package lockstep;

import static lockstep.SimulationTrouble.BINDS;
import static lockstep.SimulationTrouble.BRAKED;
import static lockstep.SimulationTrouble.CLOCK_SET_BACK;
import static lockstep.SimulationTrouble.CRASHES;
import static lockstep.SimulationTrouble.HARD_LINKS;
import static lockstep.SimulationTrouble.OUTAGES;
import static lockstep.SimulationTrouble.RELOADS;
import static lockstep.SimulationTrouble.TARGET_WRITERS;
import static lockstep.SimulationTrouble.UNMOUNTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import lockstep.plan.SyncStatus.State;
import lockstep.tree.MemorySnapshot;
import lockstep.tree.MemorySnapshot.Aspect;
import org.jspecify.annotations.Nullable;

/// One history: the real loop, queue, planner and copier in a [SimulationWorld], from its beginning
/// until everything is quiet and both trees are equal.
///
/// At every step the promises are checked that can be checked then. The plan replays it exactly.
final class Simulation {
  /// Far more rounds than any history needs; one that needs more will never come to rest.
  private static final int MOST_ROUNDS = 20_000;

  private static final int MOST_WAITS = 5;

  private final SimulationPlan plan;
  private final Consumer<String> story;
  private final Random random;
  private final SimulationWorld world;
  private final @Nullable SimulationBrake brake;
  private SimulationConfiguration configuration;
  private Daemon daemon;
  private @Nullable Instant next = Instant.MIN;
  private boolean refiltered;
  private boolean disturbed;
  private int waiting;

  /// @param story is told what is done, line by line
  Simulation(SimulationPlan plan, Consumer<String> story) {
    this.plan = plan;
    this.story = story;
    this.random = new Random(plan.seed());
    this.world = new SimulationWorld(plan, random, story);
    this.brake = plan.has(BRAKED) ? world.oracle.brake() : null;
    this.configuration = SimulationConfiguration.first(plan);
    this.daemon = daemon();
  }

  /// Lives the history, and fails with the plan if a promise is broken.
  void run() {
    try {
      live();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(plan + ": " + e.getMessage(), e);
    }
  }

  private void live() {
    for (int i = random.nextInt(10); i > 0; i--) {
      world.writer.act();
    }
    for (int number : plan.steps()) {
      random.setSeed(plan.seed() * 1_000_003 + number);
      step(number);
    }
    random.setSeed(plan.seed());
    world.writer.stop();
    world.binds.undo();
    world.calm();
    settle();
    assertEqual("after everything was quiet");
    world.mounts.check();
  }

  private void step(int number) {
    story.accept("step " + number);
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
    trouble();
    if (plan.has(CRASHES) && random.nextInt(60) == 0 || world.hasCrashed()) {
      restart();
    }
    world.mounts.check();
  }

  private void trouble() {
    if (plan.has(RELOADS) && random.nextInt(12) == 0) {
      reload(configuration.edited(plan, random));
    }
    if (plan.has(BINDS) && random.nextInt(15) == 0) {
      world.binds.act();
    }
    if (plan.has(UNMOUNTS) && random.nextInt(20) == 0) {
      world.mounts.change(random);
    }
    if (plan.has(OUTAGES) && random.nextInt(15) == 0) {
      world.changeOutage();
    }
    if (plan.has(TARGET_WRITERS) && random.nextInt(10) == 0) {
      world.disturbTarget();
      disturbed = true;
    }
    if (plan.has(CLOCK_SET_BACK) && random.nextInt(30) == 0) {
      world.setClockBack(Duration.ofMillis(random.nextInt(100_000)));
    }
    if (random.nextInt(60) == 0) {
      askToWait();
    }
    if (random.nextInt(20) == 0) {
      resume();
    }
  }

  private void work() {
    if (world.hasTask()) {
      runTask();
    }
  }

  /// P3: whatever the target holds or is, nothing in the source is changed by our work.
  private void runTask() {
    if (!plan.has(BINDS)) {
      world.runTask();
      return;
    }
    String before = world.source.snapshot().text();
    int changes = world.writer.changes();
    world.runTask();
    if (world.writer.changes() == changes) {
      assertEquals(before, world.source.snapshot().text(), "the source was written to");
    }
  }

  private void round() {
    next = daemon.step(world.now());
    for (LiveSync sync : daemon.syncs()) {
      State state = sync.life().status(world.now()).state();
      if (state == State.IN_SYNC || state == State.BEHIND || state == State.UNKNOWN) {
        world.mounts.isFollowed(SimulationConfiguration.target(sync.definition()));
      }
    }
  }

  private void restart() {
    story.accept("crash");
    world.restart();
    world.mounts.seen(List.of());
    if (brake != null) {
      brake.restarted();
    }
    daemon = daemon();
    next = Instant.MIN;
    disturbed = false;
    waiting = 0;
  }

  private Daemon daemon() {
    return new Daemon(configuration.configuration(), world, world::now);
  }

  /// HUP.
  private void reload(SimulationConfiguration edited) {
    if (random.nextBoolean()) {
      world.writer.rewriteUnseen();
      world.receiveAll();
      round();
      world.advance(Duration.ofSeconds(2)); // more than what clocks may differ
    }
    world.receiveAll();
    story.accept("reload " + edited);
    refiltered |= edited.filtered() != configuration.filtered();
    configuration = edited;
    daemon.reconfigure(edited.configuration());
    world.mounts.seen(edited.targets());
  }

  /// The operator has seen to it that all is as it should be.
  private void resume() {
    boolean halted =
        daemon.syncs().stream()
            .anyMatch(sync -> sync.life().status(world.now()).state() == State.HALTED);
    if (halted && world.mounts.isWhole()) {
      story.accept("resume");
      world.mounts.believeAll();
      if (brake != null) {
        brake.confirmed();
      }
      daemon.ask(new Daemon.Question(new Request.ResumeRequest(), _ -> {}));
    }
  }

  /// What the status says is compared with what is.
  private void askStatus() {
    int changes = world.writer.changes();
    daemon.ask(
        new Daemon.Question(
            new Request.StatusRequest(true),
            reply -> {
              boolean still = world.writer.changes() == changes;
              boolean inSync = reply.lines().getFirst().contains("\"in_sync\":true");
              if (still && inSync && !world.mounts.isMistaken()) {
                assertEqual("although the status said in sync");
              }
            }));
    round();
  }

  /// Somebody waits, and life goes on.
  private void askToWait() {
    int changes = world.writer.changes();
    int mounts = world.mounts.changes();
    SimulationConfiguration asked = configuration;
    Set<Long> messages = world.mail == null ? Set.of() : world.mail.inSource();
    Daemon of = daemon;
    waiting++;
    ask(
        exit -> {
          if (of != daemon) {
            return;
          }
          waiting--;
          if (exit == Exit.SUCCESS
              && asked.equals(configuration)
              && mounts == world.mounts.changes()) {
            checkAnswer(changes);
            if (world.mail != null) {
              world.mail.checkWaited(messages);
            }
          }
        });
  }

  private void ask(Consumer<Integer> answer) {
    var wait = new Request.WaitRequest(Duration.ofHours(10));
    daemon.ask(new Daemon.Question(wait, reply -> answer.accept(reply.exitStatus())));
  }

  /// The operator stops the source, waits, and moves over.
  private void cutOver() {
    int changes = world.writer.changes();
    if (await() == Exit.SUCCESS) {
      checkAnswer(changes);
    }
  }

  private void checkAnswer(int changes) {
    if (world.mounts.isKnownToBeWrong(configuration.targets())) {
      fail("wait returned 0 although something is not mounted");
    }
    if (world.writer.changes() == changes) {
      assertEqual("although wait returned 0");
    }
  }

  /// Lets time pass until `wait` returns; -1 if the process ends before.
  private int await() {
    int[] exit = {-1};
    ask(answer -> exit[0] = answer);
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

  /// Lets time pass until nothing is left to do.
  private void settle() {
    if (world.hasCrashed() || disturbed) {
      restart();
    }
    if (refiltered && configuration.filtered()) {
      reload(configuration.unfiltered());
    }
    refiltered = false;
    int exit = await();
    for (int i = 0; i < MOST_WAITS && exit != Exit.SUCCESS; i++) {
      world.advance(Duration.ofMinutes(5)); // the longest pause before something is tried again
      exit = await();
    }
    if (exit != Exit.SUCCESS) {
      fail("wait returned " + exit + ": " + status());
    }
    if (waiting > 0) {
      fail("somebody still waits");
    }
  }

  private void advanceOneRound() {
    if (status().contains("lie within each other")) {
      world.binds.undo();
    }
    resume();
    if (world.hasQueued()) {
      world.receive();
      world.advance(Duration.ofMillis(21));
    }
    round();
    if (world.hasTask()) {
      runTask();
    } else if (next != null && next.isAfter(world.now())) {
      world.advance(Duration.between(world.now(), next));
    }
  }

  private String status() {
    return daemon.syncs().stream()
        .map(sync -> sync.life().status(world.now()).toString())
        .toList()
        .toString();
  }

  /// Compares what can be compared: not while others have changed the target, or while filters keep
  /// from it what they did not keep before.
  private void assertEqual(String when) {
    boolean comparable = !disturbed && !(refiltered && configuration.filtered());
    if (!comparable || !world.mounts.isWhole()) {
      return;
    }
    for (int target : configuration.targets()) {
      assertEquals(
          snapshot(world.source.snapshot()), snapshot(world.targets.get(target).snapshot()), when);
    }
  }

  private String snapshot(MemorySnapshot snapshot) {
    if (!plan.has(HARD_LINKS)) {
      snapshot.without(Aspect.HARD_LINKS);
    }
    if (!configuration.perms()) {
      snapshot.without(Aspect.MODE);
    }
    if (!configuration.times()) {
      snapshot.without(Aspect.TIME);
    }
    return snapshot.including(path -> !configuration.filters().isHidden(path, true)).text();
  }
}
