package lockstep.watch;

import java.util.function.IntConsumer;
import lockstep.event.RelativePath;

/// The watch table with what is certain about it, at the point that decoding has reached.
///
/// Workers register directories as they are now; records tell of the past. So a node may know more
/// than the next record does: a record of `mv A B` may be decoded when another `A` has been made,
/// opened and registered. Therefore each node is stamped with the end of the kernel queue at the
/// moment of its registration. Until decoding has come that far the node is *fresh*: a record about
/// its name may speak of another directory. After lost records all nodes are *stale*, until they
/// are registered again. In between, a node is certain: it is the directory that the record means.
///
/// Positions count the bytes of records in units of 16, which every record is a multiple of. They
/// wrap around after 32 GiB of records; a node that old becomes uncertain, which costs a
/// comparison.
final class Watches {
  private static final int UNIT = 16;

  final WatchTable table = new WatchTable();
  private final IntConsumer unwatch;
  private int position;
  private int lost;
  private boolean everLost;
  private boolean limited;
  private long removals;

  /// @param unwatch removes a watch from the kernel, if it has it
  Watches(IntConsumer unwatch) {
    this.unwatch = unwatch;
  }

  /// Moves on to the end of a record.
  void advance(int bytes) {
    position += bytes / UNIT;
  }

  /// Records have been lost at this position.
  void lost() {
    lost = position;
    everLost = true;
  }

  /// Some directory could not be watched. From now on an unknown parent may be one of those, and
  /// what is below a renamed directory may not be known completely.
  void limited() {
    limited = true;
  }

  boolean isLimited() {
    return limited;
  }

  boolean isFresh(int node) {
    return table.stamp(node) - position > 0;
  }

  private boolean isStale(int node) {
    return everLost && table.stamp(node) - lost <= 0;
  }

  boolean isCertain(int node) {
    return !isFresh(node) && !isStale(node);
  }

  /// Forgets a directory and all below it, and takes their watches from the kernel.
  void drop(int node) {
    removals++;
    table.remove(node, unwatch);
  }

  /// Forgets a directory whose watch the kernel has removed, because it was deleted or unmounted.
  void ended(int node) {
    int wd = table.wd(node);
    table.remove(node, below -> unwatchUnless(wd, below));
  }

  /// Drops a node that decoding has found to be in the way, unless it is of a later time.
  void dropUnlessFresh(int node) {
    if (node != WatchTable.NONE && !isFresh(node)) {
      drop(node);
    }
  }

  /// Grows with each removal of watches: a descriptor that the kernel gave before may be void.
  long removals() {
    return removals;
  }

  /// Enters an open directory that is being watched.
  ///
  /// A descriptor that is known under another path belongs to a directory that was moved; the new
  /// path is right, and what is known below it has come with it. Another directory known under this
  /// path has been removed or moved away; records about that are on their way.
  ///
  /// @param end where the kernel queue ended, in bytes of all records so far, after the watch was
  ///   added
  Watcher.Watch register(RelativePath path, int wd, long end) {
    int stamp = (int) (end / UNIT);
    int known = table.byWd(wd);
    if (path.isRoot()) {
      return registerRoot(known, wd, stamp);
    }
    int parent = table.find(path.parent());
    if (parent == WatchTable.NONE) {
      if (known == WatchTable.NONE) {
        removals++;
        unwatch.accept(wd);
      }
      return Watcher.Watch.GONE;
    }
    byte[] name = path.name();
    int there = table.child(parent, name, name.length);
    if (known != WatchTable.NONE && known == there) {
      confirm(known, stamp);
      return Watcher.Watch.WATCHED;
    }
    if (known != WatchTable.NONE && table.isAtOrBelow(parent, known)) {
      // By the table the directory holds itself: a rename that is still to be decoded will put its
      // node right, or it is bound (`mount --bind`) into itself, and is watched already.
      return Watcher.Watch.GONE;
    }
    place(known, there, parent, name, wd, stamp);
    return Watcher.Watch.WATCHED;
  }

  private Watcher.Watch registerRoot(int known, int wd, int stamp) {
    if (known != WatchTable.NONE && known == table.root()) {
      confirm(known, stamp);
      return Watcher.Watch.WATCHED;
    }
    if (known != WatchTable.NONE) {
      ended(known); // but for its watch
    }
    if (table.root() != WatchTable.NONE) {
      drop(table.root());
    }
    table.addRoot(wd, stamp);
    return Watcher.Watch.WATCHED;
  }

  private void unwatchUnless(int kept, int wd) {
    if (wd != kept) {
      removals++;
      unwatch.accept(wd);
    }
  }

  /// A certain node keeps its stamp, so that it stays certain.
  private void confirm(int node, int stamp) {
    if (isStale(node)) {
      table.stamp(node, stamp);
    }
  }

  private void place(int known, int there, int parent, byte[] name, int wd, int stamp) {
    if (known != WatchTable.NONE) {
      table.detach(known); // first, as it may lie below `there`
    }
    if (there != WatchTable.NONE) {
      drop(there);
    }
    if (known == WatchTable.NONE) {
      table.add(parent, name, name.length, wd, stamp);
    } else {
      table.attach(known, parent, name, name.length);
      table.stamp(known, stamp);
    }
  }
}
