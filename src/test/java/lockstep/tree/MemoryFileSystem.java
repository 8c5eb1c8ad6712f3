package lockstep.tree;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.TreeSet;
import java.util.function.Supplier;
import lockstep.event.RelativePath;
import lockstep.tree.MemoryNotices.Kind;
import org.jspecify.annotations.Nullable;

/// One mounted file system in memory: a device with inodes, a clock, limited space, and those who
/// listen.
///
/// It behaves as Linux's do for root, always in the same way: numbers of removed inodes are used
/// again at once, as by ext4, and an inode that changes after somebody saw its times gets later
/// ones, however slowly the clock moves (as since Linux 6.13).
public final class MemoryFileSystem {
  final MemorySpace space = new MemorySpace();
  final MemoryAudience audience = new MemoryAudience(() -> root(), () -> mounted());
  final MemoryNames names = new MemoryNames(this);
  final MemoryChanges changes = new MemoryChanges(this);
  private final long device;
  private final Supplier<Instant> clock;
  private final TreeSet<Long> freeNumbers = new TreeSet<>();
  private final MemoryInode mounted;
  private MemoryInode root;
  private long lastMount = 1000;
  private long nextNumber = 2; // as ext4: the root's
  private long read; // what the clock showed last, in nanoseconds since 1970
  private long now; // the latest time that was given out since the clock was set back
  private boolean finegrained = true;
  private boolean readOnly;
  private boolean reflinks;

  public MemoryFileSystem(long device, Supplier<Instant> clock) {
    this.device = device;
    this.clock = clock;
    this.mounted = newInode(FileType.DIRECTORY, 0755, 0);
    this.root = mounted;
  }

  /// What a process sees that opens the root now, and that is not disturbed by faults.
  public MemoryTree tree() {
    return tree(RelativePath.ROOT, MemoryFaults.NONE);
  }

  /// What a process sees that opens the directory `top` now.
  ///
  /// @throws IllegalStateException if there is no such directory
  public synchronized MemoryTree tree(RelativePath top, MemoryFaults faults) {
    try {
      return new MemoryTree(this, top, faults);
    } catch (MemoryErrno.Refusal refusal) {
      throw new IllegalStateException("cannot open " + top, refusal);
    }
  }

  /// What other programs do to the files.
  public MemoryWriter writer() {
    return new MemoryWriter(this);
  }

  public MemorySnapshot snapshot() {
    return new MemorySnapshot(this);
  }

  public long device() {
    return device;
  }

  /// How many bytes may still be written, in pages of 4 KiB; what is removed makes room again.
  public synchronized void limit(long bytes) {
    space.limit(bytes / MemoryContent.PAGE);
  }

  public synchronized void readOnly(boolean value) {
    readOnly = value;
  }

  public synchronized void reflinks(boolean value) {
    reflinks = value;
  }

  /// Makes times as coarse as the clock, as before Linux 6.13: a change may not show in them.
  public synchronized void coarseTimes() {
    finegrained = false;
  }

  public synchronized void listen(MemoryNotices listener) {
    audience.notices.add(listener);
  }

  public synchronized void ignore(MemoryNotices listener) {
    audience.notices.remove(listener);
  }

  public synchronized void observe(MemoryObserver observer) {
    audience.observers.add(observer);
  }

  /// Unmounts lazily, or as a network file system goes away: the root's path shows an empty
  /// directory, and held directories remain what they were. Watches tell nothing.
  public synchronized void detach() {
    if (root == mounted) {
      space.give(1); // what is shown instead lies on another disk
      root = newInode(FileType.DIRECTORY, 0755, 0);
    }
  }

  /// Unmounts, and every watched directory says so.
  public synchronized void unmount() {
    detach();
    audience.unmounted(mounted);
  }

  /// Mounts it again: the root's path shows the first root.
  public synchronized void remount() {
    root = mounted;
  }

  /// Shows a directory of this or another file system at a second place too, `at`.
  ///
  /// @return unmounts it, wherever it is by then
  public synchronized Runnable bind(
      RelativePath at, MemoryFileSystem from, RelativePath directory) {
    MemorySpot shown = from.spot().directory(directory);
    MemoryInode point = directory(root, at);
    point.covered = new MemorySpot(shown.fs(), shown.inode(), shown.link(), ++lastMount);
    return () -> {
      synchronized (this) {
        point.covered = null;
      }
    };
  }

  /// Whether the root's path shows what was mounted at the beginning.
  public synchronized boolean isMounted() {
    return root == mounted;
  }

  /// Whether the directory that the root's path shows is empty.
  public synchronized boolean isEmpty() {
    return root.entries.isEmpty();
  }

  MemoryInode root() {
    return root;
  }

  /// What the root's path shows now.
  MemorySpot spot() {
    return new MemorySpot(this, root, null, 0);
  }

  MemoryInode mounted() {
    return mounted;
  }

  MemoryInode directory(MemoryInode from, RelativePath path) {
    MemoryInode inode = from;
    for (byte[] name : MemoryNames.split(path)) {
      inode = names.lookup(inode, name).inode;
    }
    if (!inode.isDirectory()) {
      throw MemoryErrno.ENOTDIR.refusal();
    }
    return inode;
  }

  /// The number that an observer is told for this content.
  public static long digest(byte[] content) {
    var alone = new MemoryContent(new MemorySpace());
    alone.write(ByteBuffer.wrap(content), 0);
    return alone.digest();
  }

  boolean hasReflinks() {
    return reflinks;
  }

  void checkWritable() {
    if (readOnly) {
      throw MemoryErrno.EROFS.refusal();
    }
  }

  MemoryInode newInode(FileType type, int mode, long rdev) {
    if (type == FileType.DIRECTORY) {
      space.take(1);
    }
    Long reused = freeNumbers.pollFirst();
    return new MemoryInode(
        reused == null ? nextNumber++ : reused,
        type,
        mode,
        device,
        rdev,
        type == FileType.SYMLINK ? new MemorySpace() : space,
        time(null));
  }

  /// Notes a descriptor, which was opened by this name (null for the root).
  void hold(MemoryInode inode, @Nullable MemoryLink link) {
    inode.opens++;
    pin(link);
  }

  void release(MemoryInode inode, @Nullable MemoryLink link) {
    inode.opens--;
    unpin(link);
    freeIfUnused(inode);
  }

  /// Keeps a name in memory, and with it the directories above, even if all of them are removed.
  void pin(@Nullable MemoryLink link) {
    if (link != null && link.pins++ == 0) {
      pin(link.directory.above);
    }
  }

  void unpin(@Nullable MemoryLink link) {
    if (link != null && --link.pins == 0) {
      freeIfUnused(link.inode);
      unpin(link.directory.above);
    }
  }

  /// Frees an inode that has no name and is not held.
  void freeIfUnused(MemoryInode inode) {
    MemoryLink above = inode.above;
    if (!inode.freed
        && inode.links == 0
        && inode.opens == 0
        && (above == null || above.pins == 0)) {
      inode.freed = true;
      inode.content.truncate(0);
      space.give(inode.isDirectory() ? 1 : 0);
      audience.self(Kind.DELETE_SELF, inode);
      freeNumbers.add(inode.number);
    }
  }

  void changed(MemoryInode inode) {
    inode.ctime = time(inode);
    inode.seen = false;
  }

  void modified(MemoryInode inode) {
    changed(inode);
    inode.mtime = inode.ctime;
  }

  /// The time of a change: never earlier than one given out before, unless the clock was set back,
  /// and later than what somebody saw of this inode.
  private Timestamp time(@Nullable MemoryInode inode) {
    Instant instant = clock.get();
    long shown = instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    now = shown < read ? shown : Math.max(now, shown);
    read = shown;
    if (inode != null && inode.seen && finegrained && now <= nanos(inode.ctime)) {
      now = nanos(inode.ctime) + 1;
    }
    return new Timestamp(Math.floorDiv(now, 1_000_000_000L), Math.floorMod(now, 1_000_000_000));
  }

  private static long nanos(Timestamp time) {
    return time.seconds() * 1_000_000_000L + time.nanos();
  }
}
