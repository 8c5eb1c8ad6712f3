package lockstep.queue;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The directories in which something is due: names first come first, scans last come first.
final class Ready {
  /// How many directories are tried that must wait for another one, before the rest waits too.
  private static final int MOST_TRIES = 100;

  private final SequencedSet<Group> names = new LinkedHashSet<>();
  private final SequencedSet<Group> scans = new LinkedHashSet<>();

  /// Takes in what is due in `group`; does nothing while a batch is at work there.
  void add(Group group) {
    if (group.busy) {
      return;
    }
    if (group.hasDueNames()) {
      names.add(group);
    }
    if (group.hasDueScan()) {
      scans.addFirst(group);
    }
  }

  @Nullable Group pollScan() {
    while (!scans.isEmpty()) {
      Group group = scans.removeFirst();
      if (!group.busy && group.hasDueScan()) {
        return group;
      }
    }
    return null;
  }

  /// All directories in which something is due, those with names first.
  SequencedSet<Group> all() {
    names.removeIf(group -> group.busy || !group.hasDueNames());
    scans.removeIf(group -> group.busy || !group.hasDueScan());
    var all = new LinkedHashSet<>(names);
    all.addAll(scans);
    return all;
  }

  /// The first result of `assemble`, which answers null for a directory that must wait for another
  /// one.
  ///
  /// @param all whether all are tried: nothing is at work of which the end would have them tried
  ///   again
  @Nullable Batch firstNames(boolean all, Function<Group, @Nullable Batch> assemble) {
    int tries = 0;
    Iterator<Group> each = names.iterator();
    while (each.hasNext() && (all || tries < MOST_TRIES)) {
      Group group = each.next();
      if (group.busy || !group.hasDueNames()) {
        each.remove();
        continue;
      }
      Batch batch = assemble.apply(group);
      if (batch != null) {
        names.remove(group);
        return batch;
      }
      tries++;
    }
    return null;
  }
}
