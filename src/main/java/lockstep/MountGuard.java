package lockstep;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import lockstep.event.AbsolutePath;
import lockstep.tree.ConfiguredMounts.Expected;
import lockstep.tree.MountPoints;
import org.jspecify.annotations.Nullable;

/// Sees to it that nothing is read or written where a file system should be mounted and is not: as
/// this machine is configured, or as it was the last time.
final class MountGuard {
  private final Supplier<List<Expected>> configured;
  private final MountMemory memory;
  private final Set<AbsolutePath> missed = ConcurrentHashMap.newKeySet();

  MountGuard(Supplier<List<Expected>> configured, MountMemory memory) {
    this.configured = configured;
    this.memory = memory;
  }

  /// @param which source or target
  /// @param confirmed whether the operator has said to go on
  /// @return why the sync must halt until the operator says so; null if it may go on
  /// @throws IOException if a mount that is configured is missing, which may come by itself
  @Nullable String check(String which, AbsolutePath path, boolean confirmed) throws IOException {
    AbsolutePath real = Roots.longestReal(path);
    for (Expected expected : configured.get()) {
      AbsolutePath point = Roots.longestReal(expected.point());
      if (real.isAtOrBelow(point) && !MountPoints.isMounted(point)) {
        throw new IOException(
            "the %s %s lies on %s, which should be a mount point (%s), and nothing is mounted there"
                .formatted(which, path, point, expected.where()));
      }
    }
    return last(which, path, real, confirmed);
  }

  private @Nullable String last(
      String which, AbsolutePath path, AbsolutePath real, boolean confirmed) throws IOException {
    AbsolutePath point = memory.recall(real);
    if (point == null || MountPoints.isMounted(point)) {
      return null;
    }
    boolean known = missed.remove(real);
    if (known && confirmed) {
      return null;
    }
    missed.add(real);
    return "the %s %s was on what is mounted at %s when it was opened last, and now nothing is mounted there; mount it, or have the bare directory taken for it"
        .formatted(which, path, point);
  }

  /// The root is open: this is what it lies on.
  void note(AbsolutePath path) throws IOException {
    AbsolutePath real = Roots.longestReal(path);
    memory.remember(real, MountPoints.above(real));
  }
}
