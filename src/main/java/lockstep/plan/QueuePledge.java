package lockstep.plan;

import java.util.List;
import lockstep.queue.Barrier;
import lockstep.queue.Delay;
import org.jspecify.annotations.Nullable;

/// A pledge of a sync that copies: when its barrier is done, all is on the target.
///
/// While the sync is still placing its watches nothing is known; the barrier is put up when that is
/// done.
final class QueuePledge implements Pledge {
  private final Sync sync;
  private final long probes;
  private @Nullable Barrier barrier;

  /// @param probes how many probes of the roots had begun: a later one has to find them in place
  QueuePledge(Sync sync, long probes) {
    this.sync = sync;
    this.probes = probes;
  }

  void put(Barrier up) {
    barrier = up;
  }

  @Nullable Barrier barrier() {
    return barrier;
  }

  @Override
  public boolean isKept() {
    return barrier != null
        && barrier.isDone()
        && sync.probes().isSoundAfter(probes)
        && !sync.isStopped()
        && sync.idle() == null;
  }

  @Override
  public boolean isBroken() {
    return sync.isStopped()
        || sync.idle() != null
        || barrier != null && barrier.isStuck()
        || sync.probes().problemAfter(probes) != null;
  }

  @Override
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

  @Override
  public void release() {
    sync.release(this);
  }
}
