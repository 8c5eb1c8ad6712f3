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
  private @Nullable Barrier barrier;

  Pledge(Sync sync) {
    this.sync = sync;
  }

  void put(Barrier up) {
    barrier = up;
  }

  @Nullable Barrier barrier() {
    return barrier;
  }

  /// Whether it is all on the target.
  public boolean isKept() {
    return barrier != null && barrier.isDone();
  }

  /// Whether it cannot be kept for now: the sync is halted or cannot start, or all that remains has
  /// failed since.
  public boolean isBroken() {
    return sync.isStopped() || barrier != null && barrier.isStuck();
  }

  /// What failed, each as `path: reason`; or why the sync as a whole stands still.
  public List<String> failures() {
    String why = sync.why();
    if (why != null) {
      return List.of(why);
    }
    return barrier == null ? List.of() : barrier.failures().stream().map(Pledge::line).toList();
  }

  private static String line(Delay delay) {
    return "/" + delay.path() + ": " + delay.reason();
  }

  /// The pledge is not needed any more.
  public void release() {
    sync.release(this);
  }
}
