package lockstep;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import lockstep.config.SyncDefinition;
import lockstep.event.RelativePath;
import lockstep.tree.MemoryCrash;
import lockstep.tree.MemoryErrno;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.MemoryTree;
import lockstep.tree.Tree;
import lockstep.tree.TreeException;
import lockstep.watch.SimulatedWatcher;
import lockstep.watch.Watcher;

/// The world of one simulated history: two file systems in memory, a clock that moves when it is
/// told to, a kernel that hands events over when it likes, and workers whose tasks run when it is
/// their turn. A seed decides everything.
final class SimulationWorld implements Surroundings {
  private static final List<MemoryErrno> ERRORS =
      List.of(
          MemoryErrno.EIO,
          MemoryErrno.EACCES,
          MemoryErrno.ENOSPC,
          MemoryErrno.EROFS,
          MemoryErrno.ESTALE,
          MemoryErrno.ENAMETOOLONG);

  final Random random;
  final MemoryFileSystem source;
  final MemoryFileSystem target;
  final SimulationWriter writer;
  final SimulationMounts mounts;
  private final SimulationPlan plan;
  private final List<Runnable> tasks = new ArrayList<>();
  private final List<MemoryTree> trees = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private SimulatedWatcher watcher;
  private boolean quiet;
  private boolean dead;

  SimulationWorld(SimulationPlan plan, Random random, Consumer<String> story) {
    this.plan = plan;
    this.random = random;
    this.source = new MemoryFileSystem(1, this::now);
    this.target = new MemoryFileSystem(2, this::now);
    target.reflinks(plan.big());
    this.mounts = new SimulationMounts(source, target, random, story);
    this.writer =
        new SimulationWriter(source, random, plan, () -> advance(Duration.ofNanos(1)), story);
  }

  Instant now() {
    return now;
  }

  void advance(Duration time) {
    now = now.plus(time);
  }

  /// From now on nothing fails, and nobody interferes.
  void calm() {
    quiet = true;
  }

  boolean hasCrashed() {
    return dead;
  }

  /// The process is gone; a new one may begin.
  void restart() {
    dead = false;
    tasks.clear();
    trees.forEach(MemoryTree::crash);
    trees.clear();
    if (watcher != null) {
      watcher.close();
      watcher = null;
    }
  }

  boolean hasTask() {
    return !tasks.isEmpty();
  }

  void runTask() {
    Runnable task = tasks.remove(random.nextInt(tasks.size()));
    try {
      task.run();
    } catch (MemoryCrash e) {
      dead = true;
    }
  }

  /// The reading thread gets some of what the kernel has queued.
  void receive() {
    if (watcher != null && watcher.queued() > 0) {
      watcher.receive(1 + random.nextInt(8));
    }
  }

  boolean hasQueued() {
    return watcher != null && (watcher.queued() > 0 || watcher.isWaiting());
  }

  @Override
  public Tree openSource(SyncDefinition sync) throws IOException {
    return opened(source.tree(RelativePath.ROOT, this::sourceFault));
  }

  @Override
  public Tree openTarget(SyncDefinition sync) throws IOException {
    return opened(target.tree(RelativePath.ROOT, this::targetFault));
  }

  private Tree opened(MemoryTree tree) {
    trees.add(tree);
    return tree.pieces(plan.big() ? 1 << 16 : 3); // something can happen in the middle of each file
  }

  private void sourceFault(String call, RelativePath path) throws TreeException {
    if (quiet) {
      return;
    }
    if (plan.interferes() && random.nextInt(20) == 0) {
      writer.act();
    }
    if (plan.sourceFails() && random.nextInt(60) == 0 && !call.equals("checkRoot")) {
      throw (random.nextBoolean() ? MemoryErrno.EACCES : MemoryErrno.EIO).at(call, path);
    }
  }

  private void targetFault(String call, RelativePath path) throws TreeException {
    if (quiet) {
      return;
    }
    if (plan.interferes() && random.nextInt(40) == 0) {
      writer.act();
    }
    if (plan.crashes() && random.nextInt(150) == 0) {
      throw new MemoryCrash();
    }
    if (plan.targetFails() && random.nextInt(40) == 0 && !call.equals("checkRoot")) {
      throw ERRORS.get(random.nextInt(ERRORS.size())).at(call, path);
    }
  }

  @Override
  public Watcher openWatcher(SyncDefinition sync, Runnable onReady) {
    int queue = plan.overflows() ? 12 : 100_000;
    int watches = plan.runsOutOfWatches() ? 3 : 100_000;
    watcher =
        new SimulatedWatcher(source, this::now, false, onReady)
            .queueLimit(queue)
            .watchLimit(watches);
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

  @Override
  public Instant wallClock() {
    return now;
  }
}
