package lockstep.queue;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Knows when everything that was pending at one moment is done, or what of it cannot be done.
///
/// What such a path leads to (the content of a new directory, say) counts as pending at that moment
/// too.
public final class Barrier {
  private final long sequence;
  private final Set<Delay> failed = Collections.newSetFromMap(new IdentityHashMap<>());
  private int remaining;

  Barrier(long sequence) {
    this.sequence = sequence;
  }

  boolean covers(Delay delay) {
    return delay.sequence < sequence;
  }

  long sequence() {
    return sequence;
  }

  void added() {
    remaining++;
  }

  void retired(Delay delay) {
    remaining--;
    failed.remove(delay);
  }

  void failed(Delay delay) {
    failed.add(delay);
  }

  void trying(Delay delay) {
    failed.remove(delay);
  }

  /// Whether all of it is on the target.
  public boolean isDone() {
    return remaining == 0;
  }

  /// Whether all that remains has failed since the barrier was put up.
  public boolean isStuck() {
    return remaining > 0 && remaining == failed.size();
  }

  /// What failed, in the order of the paths.
  public List<Delay> failures() {
    return failed.stream().sorted((a, b) -> a.path.compareTo(b.path)).toList();
  }

  /// How many paths remain.
  public int remaining() {
    return remaining;
  }
}
