package lockstep.watch;

import static lockstep.linux.Inotify.IN_ATTRIB;
import static lockstep.linux.Inotify.IN_CLOSE_WRITE;
import static lockstep.linux.Inotify.IN_CREATE;
import static lockstep.linux.Inotify.IN_DELETE;
import static lockstep.linux.Inotify.IN_DELETE_SELF;
import static lockstep.linux.Inotify.IN_IGNORED;
import static lockstep.linux.Inotify.IN_ISDIR;
import static lockstep.linux.Inotify.IN_MODIFY;
import static lockstep.linux.Inotify.IN_MOVED_FROM;
import static lockstep.linux.Inotify.IN_MOVED_TO;
import static lockstep.linux.Inotify.IN_MOVE_SELF;
import static lockstep.linux.Inotify.IN_Q_OVERFLOW;
import static lockstep.linux.Inotify.IN_UNMOUNT;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.IntConsumer;
import lockstep.event.Event;
import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;

/// Turns the records of one inotify instance into events, and keeps the table of its watches.
///
/// **Unknown descriptors** are ignored. A directory is registered before it is listed; so what a
/// record of a directory tells that is not registered yet happened before it is listed, and the
/// listing shows it.
///
/// Renames are the business of [Renames].
///
/// Any thread may register; records are decoded by one thread, which holds the lock for one record
/// at a time.
final class InotifyDecoder {
  private static final int HEADER = 16; // struct inotify_event: int wd; uint32 mask, cookie, len

  private final boolean eachWrite;
  private final Watches watches;
  private final WatchTable table;
  private final Renames renames;
  private final byte[] name = new byte[NamePool.LONGEST + 1];
  private int nameLength;
  private boolean gone;

  /// @param unwatch removes a watch from the kernel; called with the lock held
  /// @param eachWrite whether a write counts like the writer's closing the file
  InotifyDecoder(IntConsumer unwatch, boolean eachWrite) {
    this.watches = new Watches(unwatch);
    this.table = watches.table;
    this.renames = new Renames(watches);
    this.eachWrite = eachWrite;
  }

  /// Enters an open directory that is being watched; see [Watches#register].
  ///
  /// @param removals what [#removals] was before the watch was added
  /// @return null if the watch may have been removed since, so that it must be added again
  synchronized Watcher.@Nullable Watch register(
      RelativePath path, int wd, long end, long removals) {
    if (gone) {
      return Watcher.Watch.GONE;
    }
    if (removals != watches.removals() && table.byWd(wd) == WatchTable.NONE) {
      return null;
    }
    Watcher.Watch result = watches.register(path, wd, end);
    if (result == Watcher.Watch.GONE) {
      renames.disturbed(path);
      return watches.isLimited() ? Watcher.Watch.OUT_OF_WATCHES : result;
    }
    return result;
  }

  synchronized long removals() {
    return watches.removals();
  }

  /// Notes that some directory could not be watched; see [Watches#limited].
  synchronized void limited() {
    watches.limited();
  }

  synchronized int size() {
    return table.size();
  }

  synchronized int[] descriptors() {
    return table.wds();
  }

  synchronized @Nullable RelativePath path(int wd) {
    int node = table.byWd(wd);
    return node == WatchTable.NONE ? null : table.path(node);
  }

  /// Whether something was moved away and [#expire] is to be called soon.
  synchronized boolean isWaiting() {
    return renames.isWaiting();
  }

  /// Decodes records as the kernel wrote them, in order.
  ///
  /// @param records from position to limit, in the byte order of this machine, no record cut in two
  /// @param relieved when the kernel queue was last known to be empty before these were read
  /// @param now nanoseconds of any clock that does not jump
  void decode(ByteBuffer records, Instant relieved, long now, Watcher.Sink sink) {
    records.order(ByteOrder.nativeOrder());
    var out = new Outlet(sink, relieved);
    while (records.hasRemaining()) {
      int wd = records.getInt();
      int mask = records.getInt();
      int cookie = records.getInt();
      int padded = records.getInt();
      readName(records, padded);
      synchronized (this) {
        if (!gone) {
          record(wd, mask, cookie, now, out);
        }
        watches.advance(HEADER + padded);
      }
    }
    out.release();
  }

  private void readName(ByteBuffer records, int padded) {
    int length = Math.min(padded, name.length);
    records.get(records.position(), name, 0, length);
    records.position(records.position() + padded);
    nameLength = 0;
    while (nameLength < length && name[nameLength] != 0) {
      nameLength++;
    }
  }

  /// Gives up what was moved away and should have arrived.
  ///
  /// @param all without waiting any longer
  synchronized void expire(long now, boolean all, Instant relieved, Watcher.Sink sink) {
    if (!gone) {
      renames.giveUpOverdue(now, all, new Outlet(sink, relieved));
    }
  }

  private void record(int wd, int mask, int cookie, long now, Outlet out) {
    if ((mask & IN_Q_OVERFLOW) != 0) {
      watches.lost();
      out.rescan(RelativePath.ROOT);
      return;
    }
    int node = table.byWd(wd);
    if (node == WatchTable.NONE) {
      return;
    }
    if (nameLength == 0) {
      self(node, mask, out);
      return;
    }
    RelativePath path = table.path(node, name, nameLength);
    if (path == null) {
      entryOfDeparted(node, mask);
    } else {
      entry(node, path, mask, cookie, now, out);
    }
  }

  /// Something happened to a watched directory itself. What a record with its name tells as well is
  /// left out.
  private void self(int node, int mask, Outlet out) {
    if (node == table.root()) {
      rootItself(mask, out);
    } else if ((mask & IN_UNMOUNT) != 0) {
      RelativePath path = table.path(node);
      if (path != null) {
        // What is there now is the bare mount point, which says nothing about what was mounted.
        gone = true;
        out.rootGone("has lost the file system that was mounted at /" + path);
      }
    } else if ((mask & IN_IGNORED) != 0) {
      watches.ended(node);
    }
  }

  private void rootItself(int mask, Outlet out) {
    if ((mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED)) == 0) {
      out.event(
          new Event.Attrib(RelativePath.ROOT, true)); // setting only mtime counts as IN_MODIFY
      return;
    }
    gone = true;
    out.rootGone(
        switch (mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT)) {
          case IN_DELETE_SELF -> "was removed";
          case IN_MOVE_SELF -> "was moved away";
          case IN_UNMOUNT -> "was unmounted";
          default -> "is no longer watched by the kernel";
        });
  }

  /// Something happened in a directory that has no path now; its place is compared when it has one.
  private void entryOfDeparted(int node, int mask) {
    renames.disturbed(node);
    if ((mask & (IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE)) != 0) {
      watches.dropUnlessFresh(table.child(node, name, nameLength));
    }
  }

  private void entry(int node, RelativePath path, int mask, int cookie, long now, Outlet out) {
    boolean directory = (mask & IN_ISDIR) != 0;
    boolean renews = (mask & (IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO)) != 0;
    int known = renews ? table.child(node, name, nameLength) : WatchTable.NONE;
    switch (mask
        & (IN_CREATE
            | IN_DELETE
            | IN_MOVED_FROM
            | IN_MOVED_TO
            | IN_MODIFY
            | IN_CLOSE_WRITE
            | IN_ATTRIB)) {
      case IN_CREATE -> created(path, directory, known, out);
      case IN_DELETE -> deleted(path, directory, known, out);
      case IN_MOVED_FROM -> renames.departed(path, directory, known, cookie, now, out);
      case IN_MOVED_TO ->
          renames.arrived(
              node, Arrays.copyOf(name, nameLength), path, directory, known, cookie, out);
      case IN_MODIFY -> out.event(new Event.Modify(path, eachWrite));
      case IN_CLOSE_WRITE -> out.event(new Event.Modify(path, true));
      case IN_ATTRIB -> out.event(new Event.Attrib(path, directory));
      default -> {} // nothing that was asked for
    }
  }

  private void created(RelativePath path, boolean directory, int known, Outlet out) {
    renames.giveUpAt(path, out);
    watches.dropUnlessFresh(known);
    out.event(new Event.Create(path, directory, directory));
  }

  private void deleted(RelativePath path, boolean directory, int known, Outlet out) {
    if (directory) {
      renames.giveUpBelow(path, out);
      watches.dropUnlessFresh(known);
    }
    out.event(new Event.Delete(path, directory));
  }
}
