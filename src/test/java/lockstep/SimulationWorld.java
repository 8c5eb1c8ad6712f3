package lockstep;

import static lockstep.SimulationTrouble.BIG_FILES;
import static lockstep.SimulationTrouble.CRASHES;
import static lockstep.SimulationTrouble.FEW_WATCHES;
import static lockstep.SimulationTrouble.MAIL;
import static lockstep.SimulationTrouble.OVERFLOWS;
import static lockstep.SimulationTrouble.SOURCE_FAILS;
import static lockstep.SimulationTrouble.TARGET_FAILS;
import static lockstep.SimulationTrouble.TWO_TARGETS;
import static lockstep.SimulationTrouble.WRITES_DURING_COPIES;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import lockstep.config.SyncDefinition;
import lockstep.event.RelativePath;
import lockstep.spawn.ProcessRunner;
import lockstep.tree.MemoryCrash;
import lockstep.tree.MemoryErrno;
import lockstep.tree.MemoryFaults;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.MemoryTree;
import lockstep.tree.Tree;
import lockstep.tree.TreeException;
import lockstep.watch.SimulatedWatcher;
import lockstep.watch.Watcher;
import org.jspecify.annotations.Nullable;

/// The world of one simulated history: file systems in memory, a clock that moves when it is told
/// to, a kernel that hands events over when it likes, and workers whose tasks run when it is their
/// turn. A seed decides everything.
final class SimulationWorld implements Surroundings {
  private static final List<MemoryErrno> ERRORS =
      List.of(
          MemoryErrno.EIO,
          MemoryErrno.EACCES,
          MemoryErrno.ENOSPC,
          MemoryErrno.EROFS,
          MemoryErrno.ESTALE,
          MemoryErrno.ETIMEDOUT,
          MemoryErrno.ENAMETOOLONG);

  /// What is said of a call that may have been done.
  private static final List<MemoryErrno> LOST = List.of(MemoryErrno.EIO, MemoryErrno.ETIMEDOUT);

  final MemoryFileSystem source;
  final List<MemoryFileSystem> targets;
  final SimulationWriter writer;
  final SimulationOracle oracle;
  final @Nullable SimulationMail mail;
  final SimulationMounts mounts;
  final SimulationBinds binds;
  private final List<SimulationWriter> disturbers = new ArrayList<>();
  private final Random random;
  private final SimulationPlan plan;
  private final SimulationOutages outages;
  private final List<Runnable> tasks = new ArrayList<>();
  private final List<SimulatedWatcher> watchers = new ArrayList<>();
  private final List<MemoryTree> trees = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private Duration clockError = Duration.ZERO;
  private boolean quiet;
  private boolean dead;

  SimulationWorld(SimulationPlan plan, Random random, Consumer<String> story) {
    this.plan = plan;
    this.random = random;
    this.source = new MemoryFileSystem(1, this::wallClock);
    this.targets = new ArrayList<>(List.of(new MemoryFileSystem(2, this::wallClock)));
    if (plan.has(TWO_TARGETS)) {
      targets.add(new MemoryFileSystem(3, this::wallClock));
    }
    targets.forEach(target -> target.reflinks(plan.has(BIG_FILES)));
    this.writer =
        new SimulationWriter(source, random, plan, () -> advance(Duration.ofNanos(1)), story);
    for (MemoryFileSystem target : targets) {
      disturbers.add(
          new SimulationWriter(target, random, plan, () -> advance(Duration.ofNanos(1)), story));
    }
    this.oracle = new SimulationOracle(source, targets);
    this.mail = plan.has(MAIL) ? oracle.mail(story) : null;
    this.mounts = new SimulationMounts(source, targets, oracle, story);
    this.binds = new SimulationBinds(source, targets.getFirst(), random, story);
    this.outages = new SimulationOutages(targets, random, story);
  }

  Instant now() {
    return now;
  }

  void advance(Duration time) {
    if (mail != null && time.toMillis() > 0) {
      receiveAll(); // nobody reads so late that a second look would come before the event
    }
    now = now.plus(time);
  }

  void setClockBack(Duration time) {
    clockError = clockError.minus(time);
  }

  @Override
  public ProcessRunner programs() {
    throw new IllegalStateException("there are no programs here");
  }

  @Override
  public Instant wallClock() {
    return now.plus(clockError);
  }

  void changeOutage() {
    outages.change();
  }

  /// Programs that know nothing of the daemon change a target.
  void disturbTarget() {
    int target = random.nextInt(targets.size());
    if (!targets.get(target).isMounted()) {
      return;
    }
    SimulationWriter other = disturbers.get(target);
    oracle.whileOthersAct(
        () -> {
          other.act();
          other.stop();
        });
  }

  /// From now on nothing fails, and nobody interferes.
  void calm() {
    quiet = true;
    outages.end();
    mounts.mountAll();
  }

  boolean hasCrashed() {
    return dead;
  }

  /// The process is gone; a new one may begin.
  void restart() {
    dead = false;
    tasks.clear();
    watchers.forEach(SimulatedWatcher::close);
    trees.forEach(MemoryTree::crash);
    trees.clear();
  }

  boolean hasTask() {
    return !tasks.isEmpty();
  }

  void runTask() {
    Runnable task = tasks.remove(random.nextInt(tasks.size()));
    try {
      task.run();
      checkMail();
    } catch (MemoryCrash e) {
      dead = true;
    }
  }

  private void checkMail() {
    if (mail != null) {
      mail.check();
    }
  }

  /// The reading threads get some of what the kernel has queued.
  void receive() {
    for (SimulatedWatcher watcher : watchers()) {
      if (watcher.queued() > 0) {
        watcher.receive(1 + random.nextInt(8));
      }
    }
  }

  /// They are never far behind.
  void receiveAll() {
    watchers().forEach(watcher -> watcher.receive(Integer.MAX_VALUE));
  }

  boolean hasQueued() {
    return watchers().stream().anyMatch(watcher -> watcher.queued() > 0 || watcher.isWaiting());
  }

  private List<SimulatedWatcher> watchers() {
    watchers.removeIf(SimulatedWatcher::isClosed);
    return watchers;
  }

  @Override
  public Tree openSource(SyncDefinition sync) throws IOException {
    mounts.isOpened(SimulationConfiguration.target(sync));
    return opened(source.tree(RelativePath.ROOT, this::sourceFault));
  }

  @Override
  public Tree openTarget(SyncDefinition sync) throws IOException {
    int target = SimulationConfiguration.target(sync);
    mounts.isOpened(target);
    outages.check(target, "openat2", RelativePath.ROOT);
    return opened(targets.get(target).tree(RelativePath.ROOT, new TargetFaults(target)));
  }

  private Tree opened(MemoryTree tree) {
    trees.add(tree);
    // something can happen in the middle of each file
    return tree.pieces(plan.has(BIG_FILES) ? 1 << 16 : 3);
  }

  private void sourceFault(String call, RelativePath path) throws TreeException {
    if (quiet) {
      return;
    }
    if (plan.has(WRITES_DURING_COPIES) && random.nextInt(20) == 0) {
      writer.act();
    }
    if (plan.has(SOURCE_FAILS) && random.nextInt(60) == 0) {
      throw (random.nextBoolean() ? MemoryErrno.EACCES : MemoryErrno.EIO).at(call, path);
    }
  }

  /// What goes wrong at the calls on one target.
  private final class TargetFaults implements MemoryFaults {
    private final int target;

    TargetFaults(int target) {
      this.target = target;
    }

    @Override
    public void before(String call, RelativePath path) throws TreeException {
      checkMail();
      if (quiet) {
        return;
      }
      if (plan.has(WRITES_DURING_COPIES) && random.nextInt(40) == 0) {
        writer.act();
      }
      if (plan.has(CRASHES) && random.nextInt(150) == 0) {
        throw new MemoryCrash();
      }
      outages.check(target, call, path);
      if (plan.has(TARGET_FAILS) && random.nextInt(40) == 0) {
        throw ERRORS.get(random.nextInt(ERRORS.size())).at(call, path);
      }
    }

    @Override
    public void after(String call, RelativePath path) throws TreeException {
      if (!quiet && plan.has(TARGET_FAILS) && random.nextInt(80) == 0) {
        throw LOST.get(random.nextInt(LOST.size())).at(call, path);
      }
    }
  }

  @Override
  public Watcher openWatcher(SyncDefinition sync, Runnable onReady) {
    int queue = plan.has(OVERFLOWS) ? 4 : 100_000;
    int watches = plan.has(FEW_WATCHES) ? 3 : 100_000;
    var watcher =
        new SimulatedWatcher(source, this::now, false, onReady)
            .queueLimit(queue)
            .watchLimit(watches);
    watchers.add(watcher);
    return watcher;
  }

  @Override
  public Workers workers(SyncDefinition sync) {
    return new Workers() {
      @Override
      public int width() {
        return plan.width();
      }

      @Override
      public void execute(Runnable task) {
        tasks.add(task);
      }

      @Override
      public void close() {}
    };
  }
}
