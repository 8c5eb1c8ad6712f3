package lockstep.copy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import lockstep.event.RelativePath;
import lockstep.tree.Stat;
import lockstep.tree.Timestamp;
import org.jspecify.annotations.Nullable;

/// The names seen so far of source inodes that have several, and a lock for each inode.
///
/// Bounded: of more inodes the ones that were not met for longest are forgotten, and so are those
/// of more names of one inode. A name that was forgotten is linked again when it is next compared.
final class LinkTable {
  /// About 30 MB of names of usual length.
  private static final int MOST_INODES = 100_000;

  static final int MOST_NAMES = 1000;

  /// More than any pool of workers has threads, so that different inodes rarely wait for each
  /// other.
  private static final int LOCKS = 256;

  private record Key(long device, long inode) {
    static Key of(Stat stat) {
      return new Key(stat.device(), stat.inode());
    }
  }

  private static final class Names {
    final Key key;
    final SequencedSet<RelativePath> paths = new LinkedHashSet<>();
    @Nullable Timestamp refreshed;
    long searched;

    Names(Key key) {
      this.key = key;
    }
  }

  private final int mostInodes;
  private final SequencedMap<Key, Names> inodes;
  private final NavigableMap<RelativePath, Names> byPath = new TreeMap<>();
  private final Lock[] locks = new Lock[LOCKS];

  LinkTable() {
    this(MOST_INODES);
  }

  LinkTable(int mostInodes) {
    this.mostInodes = mostInodes;
    this.inodes = new LinkedHashMap<>(16, 0.75f, true);
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  /// Who holds this lock is alone with all names of the inode.
  Lock lock(Stat source) {
    return locks[Math.floorMod(Key.of(source).hashCode(), LOCKS)];
  }

  synchronized void note(Stat source, RelativePath path) {
    Names names = inodes.computeIfAbsent(Key.of(source), Names::new);
    if (byPath.get(path) != names) {
      remove(path);
    }
    if (names.paths.size() >= MOST_NAMES && !names.paths.contains(path)) {
      byPath.remove(names.paths.removeFirst());
    }
    names.paths.addLast(path);
    byPath.put(path, names);
    if (inodes.size() > mostInodes) {
      inodes.pollFirstEntry().getValue().paths.forEach(byPath::remove);
    }
  }

  synchronized void forget(Stat source, RelativePath path) {
    Names names = byPath.get(path);
    if (names != null && names.key.equals(Key.of(source))) {
      remove(path);
    }
  }

  private @Nullable Names remove(RelativePath path) {
    Names names = byPath.remove(path);
    if (names != null) {
      names.paths.remove(path);
    }
    return names;
  }

  /// The source has `source` at this path. If it was a name of another inode before, that one may
  /// have been changed under it: its other names are returned.
  synchronized List<RelativePath> replaced(Stat source, RelativePath path) {
    Names names = byPath.get(path);
    if (names == null || names.key.equals(Key.of(source))) {
      return List.of();
    }
    remove(path);
    return List.copyOf(names.paths);
  }

  /// The source has nothing at this path any more. What was there or below it may have been changed
  /// under those names before: their other names are returned.
  synchronized List<RelativePath> vanished(RelativePath path) {
    var others = new LinkedHashSet<RelativePath>();
    for (RelativePath each : known(path)) {
      Names names = remove(each);
      if (names != null) {
        others.addAll(names.paths);
      }
    }
    return List.copyOf(others);
  }

  /// The known paths at or below `path`.
  private List<RelativePath> known(RelativePath path) {
    var known = new ArrayList<RelativePath>();
    for (RelativePath each : byPath.tailMap(path, true).navigableKeySet()) {
      if (!each.isAtOrBelow(path)) {
        break;
      }
      known.add(each);
    }
    return known;
  }

  /// The other known names of the inode, the latest first.
  synchronized List<RelativePath> others(Stat source, RelativePath path) {
    Names names = inodes.get(Key.of(source));
    if (names == null) {
      return List.of();
    }
    var others = new ArrayList<>(names.paths.reversed());
    others.remove(path);
    return others;
  }

  /// Whether this is the first call for the inode as it is now. Its other names need to be
  /// refreshed once for each change, however they turn out.
  synchronized boolean isFirstRefresh(Stat source) {
    Names names = inodes.get(Key.of(source));
    if (names == null || source.ctime().equals(names.refreshed)) {
      return false;
    }
    names.refreshed = source.ctime();
    return true;
  }

  /// Whether the inode has names that are not known, for the first time with so many names. One
  /// that has names outside of the source is thus not looked for again and again.
  synchronized boolean isIncomplete(Stat source) {
    Names names = inodes.get(Key.of(source));
    if (names == null || names.paths.size() >= source.links() || names.searched == source.links()) {
      return false;
    }
    names.searched = source.links();
    return true;
  }

  /// What was known at or below `from` is known at or below `to` from now on.
  synchronized void renamed(RelativePath from, RelativePath to) {
    for (RelativePath path : known(from)) {
      Names names = remove(path);
      RelativePath now = path.rebase(from, to);
      remove(now);
      if (names != null) {
        names.paths.addLast(now);
        byPath.put(now, names);
      }
    }
  }
}
