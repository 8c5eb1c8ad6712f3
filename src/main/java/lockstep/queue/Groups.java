package lockstep.queue;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;

/// The directories in which something is pending or at work, in the order of their paths: a
/// directory right before those below it.
final class Groups {
  private final NavigableMap<RelativePath, Group> groups = new TreeMap<>();

  /// How many renames have been heard of since nothing was pending: mostly none.
  private int moves;

  void moved() {
    moves++;
  }

  /// The group of a directory, made if there is none.
  Group of(RelativePath directory) {
    return groups.computeIfAbsent(directory, Group::new);
  }

  /// The group in which the delay is pending.
  Group of(Delay delay) {
    return of(delay.itself ? delay.path : delay.path.parent());
  }

  void removeIfEmpty(Group group) {
    if (group.isEmpty()) {
      groups.remove(group.directory, group);
      moves = groups.isEmpty() ? 0 : moves;
    }
  }

  List<Group> all() {
    return List.copyOf(groups.values());
  }

  /// The pending entry at `path`, or null.
  @Nullable Delay entry(RelativePath path) {
    Group group = groups.get(path.parent());
    return group == null ? null : group.entries.get(path);
  }

  /// Whether the entry at `path` is pending or being worked on.
  boolean isPendingAt(RelativePath path) {
    Group group = groups.get(path.parent());
    return group != null && (group.active.containsKey(path) || group.entries.containsKey(path));
  }

  /// Whether anything is pending or being worked on in the directory at `path`, or below it.
  boolean isPendingBelow(RelativePath path) {
    RelativePath next = groups.ceilingKey(path);
    return next != null && next.isAtOrBelow(path);
  }

  /// Whether anything is being worked on in the directory at `path`, or below it.
  boolean isActiveBelow(RelativePath path) {
    for (Group group : groups.tailMap(path, true).values()) {
      if (!group.directory.isAtOrBelow(path)) {
        return false;
      }
      if (group.busy) {
        return true;
      }
    }
    return false;
  }

  /// Whether the entry at `path`, or a directory above it, is being worked on as a name, or such a
  /// directory is being scanned.
  boolean isActiveAbove(RelativePath path) {
    RelativePath at = path;
    while (!at.isRoot()) {
      Group group = groups.get(at.parent());
      if (group != null && (group.scanning || group.active.containsKey(at))) {
        return true;
      }
      at = at.parent();
    }
    return false;
  }

  /// The least place among the events of what is pending or being worked on at this entry or below
  /// it; [Long#MAX_VALUE] if nothing is.
  long oldestAtOrBelow(RelativePath path) {
    long oldest = Long.MAX_VALUE;
    Group parent = groups.get(path.parent());
    if (parent != null) {
      Delay pending = parent.entries.get(path);
      oldest = pending == null ? oldest : pending.sequence;
      oldest = Math.min(oldest, parent.active.getOrDefault(path, Long.MAX_VALUE));
    }
    for (Group group : groups.tailMap(path, true).values()) {
      if (!group.directory.isAtOrBelow(path)) {
        break;
      }
      oldest = Math.min(oldest, group.oldest());
    }
    return oldest;
  }

  /// The least place among the events of the looks into directories above `path`, pending or at
  /// work, which come upon what is there; [Long#MAX_VALUE] if there are none.
  long oldestLookAbove(RelativePath path) {
    long oldest = Long.MAX_VALUE;
    RelativePath directory = path;
    while (!directory.isRoot()) {
      directory = directory.parent();
      Group group = groups.get(directory);
      if (group != null) {
        oldest = Math.min(oldest, group.oldestLook());
      }
      if (!directory.isRoot()) {
        oldest = Math.min(oldest, oldestLookAt(directory));
      }
    }
    return oldest;
  }

  /// The same of the entry at a path, from which there may be a way down.
  private long oldestLookAt(RelativePath path) {
    Group group = groups.get(path.parent());
    if (group == null) {
      return Long.MAX_VALUE;
    }
    Delay pending = group.entries.get(path);
    long working = group.active.getOrDefault(path, Long.MAX_VALUE);
    return pending != null && pending.descends ? Math.min(working, pending.sequence) : working;
  }

  /// Whether a directory above `path` is waiting to be scanned, or being scanned.
  boolean isScanPendingAbove(RelativePath path) {
    RelativePath directory = path;
    while (!directory.isRoot()) {
      directory = directory.parent();
      Group group = groups.get(directory);
      if (group != null && (group.scanning || group.itself != null && group.itself.scan != null)) {
        return true;
      }
    }
    return false;
  }

  /// Whether what the target has at `path`, or at a directory above it, is yet to be renamed:
  /// another directory has taken the name since.
  boolean isToLeave(RelativePath path) {
    RelativePath directory = path;
    while (moves > 0 && !directory.isRoot()) {
      Delay delay = entry(directory);
      if (delay != null && delay.movedTo != null) {
        return true;
      }
      directory = directory.parent();
    }
    return false;
  }

  /// Shows every pending delay, directory by directory.
  void forEach(Consumer<Delay> visitor) {
    for (Group group : groups.values()) {
      if (group.itself != null) {
        visitor.accept(group.itself);
      }
      group.entries.values().forEach(visitor);
    }
  }
}
