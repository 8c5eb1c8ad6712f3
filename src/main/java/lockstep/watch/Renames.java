package lockstep.watch;

import lockstep.event.Event;
import lockstep.event.RelativePath;
import lockstep.watch.Departures.Departure;
import org.jspecify.annotations.Nullable;

/// Makes moves out of the two records of a rename, and keeps the watch table in step.
///
/// `MOVED_FROM` and `MOVED_TO` have one cookie, and the second comes right after the first except
/// for records of other writers. From the first to the second a watched directory has no path; what
/// happens below it meanwhile becomes a `Rescan` of the place where it arrives. If the second does
/// not come, the thing was moved out of the tree: it is a `Delete`, and the watches below it are
/// removed. What still waits is given up early when its old name is used again, or when the
/// directory that held it is itself moved or removed, so that no event comes too late to be true.
///
/// Where the table is in doubt (see [Watches] for how it knows) nothing is re-labelled: the nodes
/// are dropped, and a `Rescan` of both names registers anew what is there. This is so when a
/// directory arrives where one is known:
///
/// - `RENAME_EXCHANGE` of directories `A`, `B`: `A` arrives at `B`, which is known. Both are
///   dropped. Then `B` departs, unknown, and arrives at `A`: `Delete` and `Create`, which are
///   looked at like any other.
/// - `RENAME_EXCHANGE` of a file `a` and a directory `B`: the file arrives at `B`, whose node
///   stays; then `B` departs and arrives at `a`. Both `Move`s become `Create`s (see [Outlet]), and
///   the node has moved with its directory. The other way round, `B` arrives at `a`, where no node
///   is, and moves; the file that then leaves `B` finds no node there.
/// - A directory renamed over an empty one: the kernel tells the removal of the latter only
///   afterwards, and only to itself (`IGNORED`). It looks like the first half of an exchange, and
///   is treated so.
///
/// The two halves of an exchange follow each other. If other records come between them, or the end
/// of what was read, two `Move`s are reported, as after three ordinary renames.
final class Renames {
  private final Watches watches;
  private final WatchTable table;
  private final Departures departures = new Departures();

  Renames(Watches watches) {
    this.watches = watches;
    this.table = watches.table;
  }

  /// Whether something has departed and not arrived.
  boolean isWaiting() {
    return !departures.isEmpty();
  }

  /// `MOVED_FROM`.
  ///
  /// @param known the node at `path`, or none
  void departed(RelativePath path, boolean directory, int known, int cookie, long now, Outlet out) {
    int wd = 0;
    boolean doubtful = false;
    if (directory) {
      giveUpBelow(path, out);
      if (known != WatchTable.NONE && watches.isCertain(known)) {
        table.detach(known);
        wd = table.wd(known);
      } else if (known != WatchTable.NONE) {
        watches.drop(known);
        doubtful = true;
      }
    }
    if (departures.isFull()) {
      giveUp(departures.oldest(), out);
    }
    departures.add(new Departure(path, directory, wd, doubtful, cookie, now));
  }

  /// `MOVED_TO`.
  ///
  /// @param name the last name of `path`, in the node `parent`
  /// @param known the node at `path`, or none
  void arrived(
      int parent,
      byte[] name,
      RelativePath path,
      boolean directory,
      int known,
      int cookie,
      Outlet out) {
    Departure departure = departures.arrived(cookie);
    giveUp(departures.from(path), out);
    if (departure == null) {
      watches.dropUnlessFresh(known);
      out.event(new Event.Create(path, directory, true));
    } else if (directory) {
      directoryArrived(departure, parent, name, path, known, out);
    } else {
      out.move(new Event.Move(departure.from, path, false));
    }
  }

  private void directoryArrived(
      Departure departure, int parent, byte[] name, RelativePath path, int known, Outlet out) {
    int moved = detached(departure);
    if (known != WatchTable.NONE) {
      dropIfAny(moved);
      watches.dropUnlessFresh(known);
      out.rescan(departure.from);
      out.rescan(path);
    } else if (moved == WatchTable.NONE) {
      vacated(departure, out);
      out.event(new Event.Create(path, true, true));
    } else {
      table.attach(moved, parent, name, name.length);
      out.move(new Event.Move(departure.from, path, true));
      if (departure.disturbed || watches.isLimited()) {
        out.rescan(path);
      }
    }
  }

  /// Something happened in a directory that has no path now.
  void disturbed(int node) {
    departures.disturb(table.wd(table.top(node)));
  }

  /// A directory could not be registered at `path`, perhaps because something above it is on its
  /// way.
  void disturbed(RelativePath path) {
    departures.disturb(path);
  }

  /// Gives up what departed from exactly here, as the name has another meaning from now on.
  void giveUpAt(RelativePath path, Outlet out) {
    giveUp(departures.from(path), out);
  }

  /// Gives up what departed from below a directory, as its path ends.
  void giveUpBelow(RelativePath path, Outlet out) {
    Departure departure = departures.fromBelow(path);
    while (departure != null) {
      giveUp(departure, out);
      departure = departures.fromBelow(path);
    }
  }

  /// Gives up what should have arrived by now, or all.
  void giveUpOverdue(long now, boolean all, Outlet out) {
    Departure departure = all ? departures.oldest() : departures.overdue(now);
    while (departure != null) {
      giveUp(departure, out);
      departure = all ? departures.oldest() : departures.overdue(now);
    }
  }

  private void giveUp(@Nullable Departure departure, Outlet out) {
    if (departure != null) {
      dropIfAny(detached(departure));
      vacated(departure, out);
    }
  }

  private static void vacated(Departure departure, Outlet out) {
    if (departure.doubtful) {
      out.rescan(departure.from);
    } else {
      out.event(new Event.Delete(departure.from, departure.directory, true));
    }
  }

  /// The node of a departed directory, if it has not been registered elsewhere, or removed, since.
  private int detached(Departure departure) {
    int node = departure.wd == 0 ? WatchTable.NONE : table.byWd(departure.wd);
    return node != WatchTable.NONE && table.isDetached(node) ? node : WatchTable.NONE;
  }

  private void dropIfAny(int node) {
    if (node != WatchTable.NONE) {
      watches.drop(node);
    }
  }
}
