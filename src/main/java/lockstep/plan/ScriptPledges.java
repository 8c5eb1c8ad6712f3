package lockstep.plan;

import java.util.ArrayList;
import java.util.List;
import lockstep.queue.ScriptDelay;
import lockstep.queue.ScriptDelay.Status;
import lockstep.queue.ScriptQueue;

/// The pledges that a sync with a script has given: everything that had happened is to be told, and
/// every process that runs for it is to end well.
final class ScriptPledges {
  private static final long UNKNOWN = -1;

  private final ScriptSync sync;
  private final ScriptQueue queue;
  private final Probes probes;
  private final List<One> given = new ArrayList<>();

  ScriptPledges(ScriptSync sync, ScriptQueue queue, Probes probes) {
    this.sync = sync;
    this.queue = queue;
    this.probes = probes;
  }

  Pledge give() {
    var pledge = new One(probes.begun());
    given.add(pledge);
    return pledge;
  }

  boolean isEmpty() {
    return given.isEmpty();
  }

  /// Everything that has been heard is in the queue.
  void mark() {
    for (One pledge : given) {
      if (pledge.last == UNKNOWN) {
        pledge.last = queue.last();
      }
    }
  }

  /// The source is opened or looked at anew: what that finds belongs to it too.
  void unmark() {
    given.forEach(pledge -> pledge.last = UNKNOWN);
  }

  private final class One implements Pledge {
    private final long before;
    private final long failures = queue.failures();

    /// The last event that it is about, once that is known.
    private long last = UNKNOWN;

    One(long before) {
      this.before = before;
    }

    @Override
    public boolean isKept() {
      return last != UNKNOWN
          && queue.first() > last
          && probes.isSoundAfter(before)
          && sync.isWatched()
          && !sync.isStopped();
    }

    @Override
    public boolean isBroken() {
      return sync.isStopped()
          || probes.problemAfter(before) != null
          || last != UNKNOWN && queue.first() > last && !sync.isWatched()
          || last != UNKNOWN
              && !remaining().isEmpty()
              && remaining().stream().allMatch(this::failed);
    }

    private boolean failed(ScriptDelay delay) {
      boolean blocked = delay.status() == Status.BLOCK;
      return blocked || delay.failure() > failures && delay.status() == Status.WAIT;
    }

    private List<ScriptDelay> remaining() {
      return queue.delays().stream().takeWhile(delay -> delay.id() <= last).toList();
    }

    @Override
    public List<String> failures() {
      String why = sync.why() != null ? sync.why() : probes.problemAfter(before);
      if (why != null) {
        return List.of(name() + why);
      }
      if (!sync.isWatched()) {
        return List.of(name() + "not all directories can be watched");
      }
      return last == UNKNOWN
          ? List.of()
          : remaining().stream()
              .filter(delay -> delay.failure() > failures)
              .map(delay -> name() + delay.event().words() + ": " + delay.reason())
              .toList();
    }

    private String name() {
      return sync.definition().name() + ": ";
    }

    @Override
    public void release() {
      given.remove(this);
    }
  }
}
