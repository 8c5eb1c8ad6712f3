package lockstep.queue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A batch in the making for those who would rather do much at once: what is due in all
/// directories, names and scans.
///
/// Whoever works on a directory's name, or scans it, may go down into it. So nothing is taken that
/// lies below what is at work, or above.
final class Sweep {
  private final Groups groups;
  private final boolean alone;
  private final int most;
  private final Map<Group, List<Delay>> names = new LinkedHashMap<>();
  private final Set<Group> entirely = new HashSet<>();
  private final Set<Delay> taken = new HashSet<>();

  /// @param alone whether nothing is at work
  /// @param most so many delays are enough
  Sweep(Groups groups, boolean alone, int most) {
    this.groups = groups;
    this.alone = alone;
    this.most = most;
  }

  /// Adds a comparison of everything, if that is due and nothing else is at work; it takes no other
  /// names along.
  boolean addRoot(Group root) {
    Delay itself = root.itself;
    if (itself == null || !itself.ready || itself.scan == null || !alone) {
      return false;
    }
    taken.add(itself);
    entirely.add(root);
    names.computeIfAbsent(root, _ -> new ArrayList<>());
    return true;
  }

  /// Adds what is due in a directory, but for what wants a batch of its own.
  void add(Group group) {
    Delay itself = group.itself;
    if (itself != null && itself.ready && taken.size() < most && isFree(itself)) {
      taken.add(itself);
      entirely.add(group);
      names.computeIfAbsent(group, _ -> new ArrayList<>());
    }
    for (Delay delay : group.due) {
      if (taken.size() < most && !delay.apart) {
        List<Delay> tied = Assembly.tied(delay);
        if (tied.stream().allMatch(this::isFree)) {
          tied.forEach(this::add);
        }
      }
    }
  }

  /// Adds the first delay in a directory that wants a batch of its own.
  void addApart(Group group) {
    group.due.stream()
        .filter(delay -> delay.apart && taken.isEmpty() && isFree(delay))
        .findFirst()
        .ifPresent(this::add);
  }

  private void add(Delay delay) {
    if (taken.add(delay)) {
      names.computeIfAbsent(groups.of(delay), _ -> new ArrayList<>()).add(delay);
    }
  }

  private boolean isFree(Delay delay) {
    if (alone) {
      return true;
    }
    if (groups.of(delay).busy) {
      return false;
    }
    boolean flat = delay.itself && delay.scan == null;
    return flat || !groups.isActiveBelow(delay.path) && !groups.isActiveAbove(delay.path);
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  List<Group> groups() {
    return List.copyOf(names.keySet());
  }

  List<Batch.Part> parts() {
    return names.entrySet().stream()
        .map(
            each -> new Batch.Part(each.getKey().directory, each.getValue(), itself(each.getKey())))
        .toList();
  }

  private @Nullable Delay itself(Group group) {
    return entirely.contains(group) ? group.itself : null;
  }
}
