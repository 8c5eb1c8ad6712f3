package lockstep.watch;

import static lockstep.linux.Inotify.IN_ATTRIB;
import static lockstep.linux.Inotify.IN_CLOSE_WRITE;
import static lockstep.linux.Inotify.IN_CREATE;
import static lockstep.linux.Inotify.IN_DELETE;
import static lockstep.linux.Inotify.IN_DELETE_SELF;
import static lockstep.linux.Inotify.IN_EXCL_UNLINK;
import static lockstep.linux.Inotify.IN_IGNORED;
import static lockstep.linux.Inotify.IN_ISDIR;
import static lockstep.linux.Inotify.IN_MODIFY;
import static lockstep.linux.Inotify.IN_MOVED_FROM;
import static lockstep.linux.Inotify.IN_MOVED_TO;
import static lockstep.linux.Inotify.IN_MOVE_SELF;
import static lockstep.linux.Inotify.IN_Q_OVERFLOW;
import static lockstep.linux.Inotify.IN_UNMOUNT;

import java.util.ArrayDeque;
import java.util.TreeMap;
import lockstep.tree.MemoryNotices;
import org.jspecify.annotations.Nullable;

/// The kernel's side of one inotify instance on a simulated file system: watches on inodes, and a
/// bounded queue of records.
///
/// Which records arise, are merged or are lost follows `fs/notify/inotify` of Linux 6.18.
final class SimulatedInotify implements MemoryNotices {
  private static final byte[] NO_NAME = {};

  private record Watch(int wd, int mask) {}

  private final TreeMap<Long, Watch> watches = new TreeMap<>();
  private final TreeMap<Integer, Long> inodes = new TreeMap<>();
  private final ArrayDeque<SimulatedRecord> queue = new ArrayDeque<>();
  private int maxQueued = 16_384; // the kernel's default
  private int maxWatches = Integer.MAX_VALUE;
  private int lastWd;
  private boolean overflown;
  private long queuedBytes;

  /// Sets `fs.inotify.max_queued_events`.
  synchronized void limitQueue(int records) {
    maxQueued = records;
  }

  /// Sets `fs.inotify.max_user_watches`; watches that exist stay.
  synchronized void limitWatches(int watches) {
    maxWatches = watches;
  }

  /// @return the watch descriptor, or -1 when there are too many watches
  synchronized int add(long inode, int mask) {
    Watch known = watches.get(inode);
    if (known == null && watches.size() >= maxWatches) {
      return -1;
    }
    int wd = known == null ? ++lastWd : known.wd;
    watches.put(inode, new Watch(wd, mask));
    inodes.put(wd, inode);
    return wd;
  }

  synchronized void remove(int wd) {
    Long inode = inodes.remove(wd);
    if (inode != null) {
      watches.remove(inode);
      append(new SimulatedRecord(wd, IN_IGNORED, 0, NO_NAME));
    }
  }

  /// How many records wait.
  synchronized int size() {
    return queue.size();
  }

  /// How many bytes of records have been queued since the beginning.
  synchronized long queuedBytes() {
    return queuedBytes;
  }

  /// Takes the oldest record; null if there is none.
  synchronized @Nullable SimulatedRecord poll() {
    SimulatedRecord record = queue.poll();
    if (record != null && record.wd() == -1) {
      overflown = false;
    }
    return record;
  }

  @Override
  public synchronized void entry(
      Kind kind, long directory, byte[] name, boolean isDirectory, int cookie, boolean unlinked) {
    Watch watch = watches.get(directory);
    int mask = mask(kind);
    if (watch == null || (watch.mask & mask) == 0) {
      return;
    }
    if (unlinked && (watch.mask & IN_EXCL_UNLINK) != 0) {
      return;
    }
    append(new SimulatedRecord(watch.wd, mask | (isDirectory ? IN_ISDIR : 0), cookie, name));
  }

  @Override
  public synchronized void self(Kind kind, long inode, boolean isDirectory) {
    Watch watch = watches.get(inode);
    if (watch == null) {
      return;
    }
    int mask = mask(kind);
    boolean ends = kind == Kind.DELETE_SELF || kind == Kind.UNMOUNT;
    if ((watch.mask & mask) != 0 || kind == Kind.UNMOUNT) {
      boolean tellsType = isDirectory && !ends && kind != Kind.MOVE_SELF;
      append(new SimulatedRecord(watch.wd, mask | (tellsType ? IN_ISDIR : 0), 0, NO_NAME));
    }
    if (ends) {
      remove(watch.wd);
    }
  }

  private static int mask(Kind kind) {
    return switch (kind) {
      case ATTRIB -> IN_ATTRIB;
      case MODIFY -> IN_MODIFY;
      case CLOSE_WRITE -> IN_CLOSE_WRITE;
      case CREATE -> IN_CREATE;
      case DELETE -> IN_DELETE;
      case MOVED_FROM -> IN_MOVED_FROM;
      case MOVED_TO -> IN_MOVED_TO;
      case MOVE_SELF -> IN_MOVE_SELF;
      case DELETE_SELF -> IN_DELETE_SELF;
      case UNMOUNT -> IN_UNMOUNT;
    };
  }

  private void append(SimulatedRecord record) {
    if (queue.size() >= maxQueued) {
      if (!overflown) {
        overflown = true;
        enqueue(new SimulatedRecord(-1, IN_Q_OVERFLOW, 0, NO_NAME));
      }
    } else if (queue.isEmpty() || !queue.getLast().swallows(record)) {
      enqueue(record);
    }
  }

  private void enqueue(SimulatedRecord record) {
    queue.add(record);
    queuedBytes += record.bytes();
  }
}
