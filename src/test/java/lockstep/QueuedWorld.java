package lockstep;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import lockstep.config.SyncDefinition;
import lockstep.event.RelativePath;
import lockstep.spawn.ProcessRunner;
import lockstep.tree.MemoryErrno;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.Tree;
import lockstep.watch.SimulatedWatcher;
import lockstep.watch.Watcher;

/// Trees of memory, and workers whose tasks wait to be run.
final class QueuedWorld implements Surroundings {
  final Set<String> refusing = new HashSet<>();
  final Set<String> failing = new HashSet<>();
  final Queue<Runnable> tasks = new ArrayDeque<>();
  private final Map<String, MemoryFileSystem> sources = new HashMap<>();
  final Map<String, MemoryFileSystem> targets = new HashMap<>();
  Instant now = Instant.parse("2026-01-01T00:00:00Z");

  void work() {
    for (int i = tasks.size(); i > 0; i--) {
      tasks.remove().run();
    }
  }

  MemoryFileSystem source(SyncDefinition sync) {
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
  public ProcessRunner programs() {
    throw new IllegalStateException("there are no programs here");
  }

  @Override
  public Instant wallClock() {
    return now;
  }
}
