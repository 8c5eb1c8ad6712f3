package lockstep.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lockstep.config.DeleteLimit;
import lockstep.event.RelativePath;
import lockstep.queue.Batch;
import lockstep.queue.Delay;
import lockstep.queue.DelayQueue;
import org.jspecify.annotations.Nullable;

/// Keeps comparisons from deleting more than the limit allows.
///
/// What a comparison finds missing in the source, and no event told of, is counted and stays where
/// it is until the comparison is through. Then all of it is let go; or, if it is too much, none.
final class Brake {
  private static final int MOST_EXAMPLES = 3;

  private final DeleteLimit limit;
  private final DelayQueue queue;
  private final List<RelativePath> examples = new ArrayList<>();

  /// The jobs at work that began after the comparison under way did.
  private final Set<Batch> counting = Collections.newSetFromMap(new IdentityHashMap<>());

  private boolean holding;
  private long moment;

  /// Of the comparison under way: entries of the target that it came upon, and those let go of.
  private long seen;

  private long allowed;
  private boolean whole;

  /// How many it had come upon when it began anew at the root, as when events are lost meanwhile:
  /// what it comes upon twice is not twice as much.
  private long earlier;

  /// How many entries the target had by the last comparison of everything.
  private long known;

  Brake(DeleteLimit limit, DelayQueue queue) {
    this.limit = limit;
    this.queue = queue;
  }

  /// Takes in that a job begins.
  ///
  /// What it finds in directories below may be told before its own outcome is.
  void begin(Batch batch) {
    if (isWhole(batch)) {
      earlier = Math.max(earlier, seen);
      seen = 0;
      counting.clear();
    }
    counting.add(batch);
  }

  /// Takes in what a job came upon.
  void note(Batch batch, Outcome outcome) {
    whole |= isWhole(batch);
    if (counting.remove(batch)) {
      seen += outcome.seen();
    } else {
      earlier += outcome.seen();
    }
  }

  private static boolean isWhole(Batch batch) {
    return batch.parts().stream().anyMatch(Brake::isWhole);
  }

  private static boolean isWhole(Batch.Part part) {
    Delay itself = part.itself();
    boolean root = part.directory().isRoot();
    return root && itself != null && itself.scan() != null && itself.scan().whole();
  }

  /// Keeps the delay for which something would be deleted until that is decided.
  void hold(Delay delay, Outcome.Held held, Instant now) {
    if (!holding) {
      holding = true;
      moment = queue.moment();
    }
    if (examples.size() < MOST_EXAMPLES && !examples.contains(held.example())) {
      examples.add(held.example());
    }
    queue.hold(delay, held.entries(), now);
  }

  /// Decides, if a comparison is through.
  ///
  /// @return why the sync must halt, or null
  @Nullable String decide(Instant now) {
    if (!holding || queue.isComparing(moment)) {
      return null;
    }
    List<Delay> held = held();
    long entries = held.stream().mapToLong(Delay::held).sum();
    String why = limit.allows(allowed + entries, all()) ? null : why(allowed + entries);
    if (why == null) {
      allowed += entries;
      held.forEach(delay -> queue.letGo(delay, true, now));
    }
    holding = false;
    examples.clear();
    return why;
  }

  private List<Delay> held() {
    var held = new ArrayList<Delay>();
    if (queue.held() > 0) {
      queue.forEach(
          delay -> {
            if (delay.held() > 0) {
              held.add(delay);
            }
          });
    }
    return held;
  }

  /// A part of the target is measured by the whole.
  private long all() {
    return Math.max(Math.max(seen, earlier), whole ? 0 : known);
  }

  private String why(long entries) {
    return "the comparison would delete %d of %d entries of the target, more than maxDelete (%s) allows, such as %s; see that the source is all there, then 'lockstep resume' deletes them"
        .formatted(
            entries,
            all(),
            limit,
            examples.stream().map(path -> "/" + path).collect(Collectors.joining(", ")));
  }

  /// A job has been settled. After the last one, the next comparison counts from nothing.
  void settled() {
    if (!holding && queue.isCompared()) {
      known = whole ? all() : known;
      reset();
    }
  }

  private void reset() {
    whole = false;
    seen = 0;
    earlier = 0;
    allowed = 0;
  }

  /// The operator has decided, or the trees are opened anew: all is looked at again.
  void release(Instant now) {
    held().forEach(delay -> queue.letGo(delay, false, now));
    holding = false;
    examples.clear();
    reset();
  }
}
