package lockstep.queue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A batch in the making: the due names of one directory, each with those that renames tie to it.
///
/// Both ends of a rename must be worked on together: were the old name handled first, it would be
/// deleted, and the new one copied. So a name whose other end lies in a directory at work waits,
/// and so does a renamed directory while there is work below it. A new directory at the old name
/// waits until the former one has been renamed on the target.
final class Assembly {
  private final Groups groups;
  private final Map<Group, List<Delay>> names = new LinkedHashMap<>();
  private final Set<Delay> taken = Collections.newSetFromMap(new IdentityHashMap<>());

  Assembly(Groups groups) {
    this.groups = groups;
  }

  void addDirectory(Group group, int most) {
    if (groups.isToLeave(group.directory)) {
      return;
    }
    if (group.itself != null && group.itself.ready && group.itself.scan == null) {
      names.put(group, new ArrayList<>());
    }
    for (Delay delay : group.due) {
      if (taken.size() >= most) {
        return;
      }
      List<Delay> tied = tied(delay);
      if (tied.stream().allMatch(this::isFree)) {
        tied.forEach(this::add);
      }
    }
  }

  private void add(Delay delay) {
    if (taken.add(delay)) {
      names.computeIfAbsent(groups.of(delay), _ -> new ArrayList<>()).add(delay);
    }
  }

  /// The delay and all that renames tie to it; and where what came through it is now, with all that
  /// is tied to that.
  static List<Delay> tied(Delay delay) {
    List<Delay> all = renamed(delay);
    Delay destination = delay.destination();
    if (destination != null && !all.contains(destination)) {
      all.addAll(renamed(destination));
    }
    return all;
  }

  /// A chain of renames, or a ring.
  private static List<Delay> renamed(Delay delay) {
    var all = new ArrayList<Delay>();
    all.add(delay);
    for (Delay next = delay.movedTo; next != null && next != delay; next = next.movedTo) {
      all.add(next);
    }
    boolean ring = all.getLast().movedTo == delay;
    for (Delay next = delay.movedFrom; next != null && !ring; next = next.movedFrom) {
      all.add(next);
    }
    return all;
  }

  private boolean isFree(Delay delay) {
    if (groups.of(delay).busy) {
      return false;
    }
    boolean moved = delay.movedFrom != null || delay.movedTo != null;
    return !(moved && delay.directory && groups.isActiveBelow(delay.path));
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  List<Group> groups() {
    return List.copyOf(names.keySet());
  }

  List<Batch.Part> parts() {
    return names.entrySet().stream()
        .sorted(Comparator.comparingInt(each -> rank(each.getValue())))
        .map(
            each ->
                new Batch.Part(
                    each.getKey().directory, each.getValue(), attributesOf(each.getKey())))
        .toList();
  }

  /// Directories that something was moved to come first, so that nothing is removed from the others
  /// before it is there.
  private static int rank(List<Delay> delays) {
    if (delays.stream().anyMatch(delay -> delay.movedFrom != null)) {
      return 0;
    }
    return delays.stream().allMatch(delay -> delay.gone) ? 2 : 1;
  }

  /// Work in a directory ends with its own attributes, so what is pending for those is done with
  /// it.
  private static @Nullable Delay attributesOf(Group group) {
    return group.itself != null && group.itself.scan == null ? group.itself : null;
  }
}
