package lockstep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import lockstep.config.InotifyMode;
import lockstep.config.Settings;
import lockstep.config.SyncDefinition;
import lockstep.config.Target;
import lockstep.event.AbsolutePath;
import lockstep.linux.FileSystems;
import lockstep.tree.LinuxTree;
import lockstep.tree.Tree;
import lockstep.watch.InotifyWatcher;
import lockstep.watch.PortableWatcher;
import lockstep.watch.Watcher;

/// The real thing: Linux's file systems and notifications, and threads of this machine.
final class LinuxSurroundings implements Surroundings {
  /// Two were as fast as any more on local disks.
  private static final int NARROW = 2;

  /// On a target that answers in milliseconds, 32 requests under way brought 43 times the speed of
  /// one.
  private static final int WIDE = 32;

  /// The numbers of file systems that are reached over a network, from `statfs(2)` and
  /// `linux/magic.h`.
  private static final Set<Long> REMOTE =
      Set.of(
          0x6969L, // NFS, and so EFS
          0xFF534D42L, // CIFS
          0xFE534D42L, // SMB2 and later
          0x517BL, // SMB
          0x65735546L, // FUSE
          0x00C36400L, // Ceph
          0x0BD00BD0L, // Lustre
          0x5346414FL, // AFS
          0x01021997L, // 9P
          0x01161970L, // GFS2
          0x47504653L); // GPFS

  private final Supplier<Settings> settings;

  LinuxSurroundings(Supplier<Settings> settings) {
    this.settings = settings;
  }

  @Override
  public Tree openSource(SyncDefinition sync) throws IOException {
    return LinuxTree.openToRead(sync.source(), CopyTerms.following(sync.rsync()));
  }

  @Override
  public Tree openTarget(SyncDefinition sync) throws IOException {
    return LinuxTree.openOrCreate(directory(sync), CopyTerms.followingOnTarget(sync.rsync()));
  }

  private static AbsolutePath directory(SyncDefinition sync) throws IOException {
    return switch (sync.target()) {
      case Target.LocalDirectory local -> local.path();
      case Target.Remote remote -> throw new IOException("not a directory here: " + remote);
      case Target.Opaque opaque -> throw new IOException("not a directory here: " + opaque);
    };
  }

  @Override
  public Watcher openWatcher(SyncDefinition sync, Runnable onReady) throws IOException {
    if (settings.get().portable()) {
      String root = new String(sync.source().bytes(), StandardCharsets.UTF_8);
      return new PortableWatcher(Path.of(root), onReady);
    }
    return new InotifyWatcher(settings.get().inotifyMode() != InotifyMode.CLOSE_WRITE, onReady);
  }

  @Override
  public Workers workers(SyncDefinition sync) {
    return new Threads(sync);
  }

  private static int width(SyncDefinition sync) {
    if (!(sync.target() instanceof Target.LocalDirectory(AbsolutePath path))) {
      return NARROW;
    }
    return REMOTE.contains(FileSystems.statfs(path.bytes())) ? WIDE : NARROW;
  }

  @Override
  public Instant wallClock() {
    return Instant.now();
  }

  /// A pool of platform threads: calls into C would hold on to a virtual one's carrier.
  private static final class Threads implements Workers {
    private final SyncDefinition sync;
    private final ThreadPoolExecutor pool;

    Threads(SyncDefinition sync) {
      this.sync = sync;
      var factory = Thread.ofPlatform().daemon().name("copy " + sync.name() + " ", 1).factory();
      this.pool =
          new ThreadPoolExecutor(
              NARROW, NARROW, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    }

    @Override
    public void fit() {
      int fitting = LinuxSurroundings.width(sync);
      if (fitting > pool.getCorePoolSize()) {
        pool.setMaximumPoolSize(fitting);
        pool.setCorePoolSize(fitting);
      }
    }

    @Override
    public int width() {
      return pool.getCorePoolSize();
    }

    @Override
    public void execute(Runnable task) {
      pool.execute(task);
    }

    @Override
    public void close() {
      pool.shutdown();
    }
  }
}
