package lockstep.plan;

import java.util.List;
import lockstep.queue.Barrier;
import lockstep.queue.Delay;
import org.jspecify.annotations.Nullable;

/// A promise to tell when everything that changed in one sync before a certain moment is on the
/// target.
///
/// While the sync is still placing its watches nothing is known; the barrier is put up when that is
/// done.
public final class Pledge {
  private final Sync sync;
  private final long probes;
  private @Nullable Barrier barrier;

  /// @param probes how many probes of the roots had begun: a later one has to find them in place
  Pledge(Sync sync, long probes) {
    this.sync = sync;
    this.probes = probes;
  }

  void put(Barrier up) {
    barrier = up;
  }

  @Nullable Barrier barrier() {
    return barrier;
  }

  /// Whether it is all on the target.
  public boolean isKept() {
    return barrier != null
        && barrier.isDone()
        && sync.probes().isSoundAfter(probes)
        && !sync.isStopped()
        && sync.idle() == null;
  }

  /// Whether it cannot be kept for now: the sync is halted or cannot start, or all that remains has
  /// failed since.
  public boolean isBroken() {
    return sync.isStopped()
        || sync.idle() != null
        || barrier != null && barrier.isStuck()
        || sync.probes().problemAfter(probes) != null;
  }

  /// What failed, each as `sync: path: reason`; or why the sync as a whole stands still.
  public List<String> failures() {
    String why = sync.why() != null ? sync.why() : sync.probes().problemAfter(probes);
    why = why == null ? sync.idle() : why;
    if (why != null) {
      return List.of(name() + why);
    }
    return barrier == null ? List.of() : barrier.failures().stream().map(this::line).toList();
  }

  private String name() {
    return sync.definition().name() + ": ";
  }

  private String line(Delay delay) {
    return name() + "/" + delay.path() + ": " + delay.reason();
  }

  /// The pledge is not needed any more.
  public void release() {
    sync.release(this);
  }
}
