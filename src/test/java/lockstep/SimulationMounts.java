package lockstep;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import lockstep.tree.MemoryFileSystem;

/// What of a simulated history is mounted.
///
/// A process that begins while something is not mounted cannot know, and believes what it sees; one
/// that was there before must not.
final class SimulationMounts {
  private final MemoryFileSystem source;
  private final List<MemoryFileSystem> targets;
  private final SimulationOracle oracle;
  private final Consumer<String> story;
  private final Set<Integer> believed = new HashSet<>();
  private final Set<Integer> mistaken = new HashSet<>();
  private final Set<Integer> seen = new HashSet<>();
  private boolean sourceBelieved;
  private int changes;

  SimulationMounts(
      MemoryFileSystem source,
      List<MemoryFileSystem> targets,
      SimulationOracle oracle,
      Consumer<String> story) {
    this.source = source;
    this.targets = targets;
    this.oracle = oracle;
    this.story = story;
  }

  /// Mounts or unmounts one.
  void change(Random random) {
    changes++;
    int which = random.nextInt(targets.size() + 1);
    MemoryFileSystem one = which == targets.size() ? source : targets.get(which);
    boolean told = random.nextBoolean();
    story.accept(
        (one.isMounted() ? told ? "unmount " : "detach " : "mount ")
            + (one == source ? "source" : "target " + which));
    if (!one.isMounted()) {
      one.remount();
      believed.remove(which);
      if (one == source) {
        sourceIsBack();
      }
    } else if (told) {
      one.unmount();
    } else {
      one.detach();
    }
    tell(which);
  }

  /// How often something was mounted or unmounted.
  int changes() {
    return changes;
  }

  void mountAll() {
    changes++;
    if (!source.isMounted()) {
      source.remount();
      sourceIsBack();
    }
    targets.forEach(MemoryFileSystem::remount);
    believed.clear();
    IntStream.rangeClosed(0, targets.size()).forEach(this::tell);
  }

  private void tell(int which) {
    if (which == targets.size()) {
      oracle.sourceChanged();
    } else {
      oracle.targetChanged(which);
    }
  }

  /// What was there meanwhile may have been believed, and is gone.
  private void sourceIsBack() {
    sourceBelieved = false;
    oracle.sourceIsBelieved();
  }

  boolean isWhole() {
    return source.isMounted() && targets.stream().allMatch(MemoryFileSystem::isMounted);
  }

  /// The process follows the source to this target, and so has seen both.
  void isFollowed(int target) {
    seen.add(target);
  }

  /// Whether the process has opened something that is not there any more, and may not have noticed.
  boolean isMistaken() {
    return !mistaken.isEmpty();
  }

  /// Only these have been seen by the process that there is now.
  void seen(List<Integer> remaining) {
    seen.retainAll(remaining);
    mistaken.retainAll(remaining);
  }

  /// The operator says that what is there now is right.
  void believeAll() {
    seen.clear();
  }

  void isOpened(int target) {
    if (isWhole()) {
      mistaken.remove(target);
    } else {
      mistaken.add(target);
    }
    if (seen.contains(target)) {
      return;
    }
    if (!source.isMounted()) {
      sourceBelieved = true;
      oracle.sourceIsBelieved();
    }
    if (!targets.get(target).isMounted()) {
      believed.add(target);
    }
  }

  /// Whether something is missing, and the process can know it.
  boolean isKnownToBeWrong(List<Integer> used) {
    return !source.isMounted() && !sourceBelieved
        || used.stream()
            .anyMatch(target -> !targets.get(target).isMounted() && !believed.contains(target));
  }

  void check() {
    oracle.check(believed);
  }
}
