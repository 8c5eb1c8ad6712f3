package lockstep.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lockstep.queue.DelayQueue;

/// The pledges that a sync has given and not been released from.
final class Pledges {
  private final Sync sync;
  private final DelayQueue queue;
  private final List<QueuePledge> given = new ArrayList<>();

  Pledges(Sync sync, DelayQueue queue) {
    this.sync = sync;
    this.queue = queue;
  }

  /// One whose barrier is put up when the sync follows its source.
  QueuePledge later() {
    var pledge = new QueuePledge(sync, sync.probes().begun());
    given.add(pledge);
    return pledge;
  }

  /// One whose barrier is put up now.
  QueuePledge now(Instant now) {
    QueuePledge pledge = later();
    pledge.put(queue.barrier(now));
    return pledge;
  }

  /// Puts up the barriers of all: what was pending is to be found once more.
  ///
  /// @return whether there are any
  boolean renew(Instant now) {
    for (QueuePledge pledge : given) {
      take(pledge);
      pledge.put(queue.barrier(now));
    }
    return !given.isEmpty();
  }

  void remove(QueuePledge pledge) {
    given.remove(pledge);
    take(pledge);
  }

  private void take(QueuePledge pledge) {
    if (pledge.barrier() != null) {
      queue.remove(pledge.barrier());
    }
  }
}
