package lockstep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import lockstep.config.InotifyMode;
import lockstep.config.Settings;
import lockstep.config.SyncDefinition;
import lockstep.config.Target;
import lockstep.event.AbsolutePath;
import lockstep.linux.Processes;
import lockstep.spawn.LimitedRunner;
import lockstep.spawn.PosixRunner;
import lockstep.spawn.ProcessRunner;
import lockstep.tree.ConfiguredMounts;
import lockstep.tree.LinuxTree;
import lockstep.tree.Tree;
import lockstep.watch.InotifyWatcher;
import lockstep.watch.PortableWatcher;
import lockstep.watch.Watcher;
import org.jspecify.annotations.Nullable;

/// The real thing: Linux's file systems and notifications, and threads of this machine.
final class LinuxSurroundings implements Surroundings {
  private final Supplier<Settings> settings;
  private final MountGuard mounts =
      new MountGuard(ConfiguredMounts::read, MountMemory.of(System.getenv(), Processes.geteuid()));

  private final ProcessRunner programs;

  LinuxSurroundings(Supplier<Settings> settings) {
    this.settings = settings;
    this.programs =
        new LimitedRunner(
            new PosixRunner(environment()),
            () -> settings.get().maxProcesses().orElse(Integer.MAX_VALUE));
  }

  private static List<byte[]> environment() {
    try {
      return Arguments.environment();
    } catch (IOException e) {
      throw new UncheckedIOException("/proc is not mounted", e);
    }
  }

  @Override
  public @Nullable String checkMounts(SyncDefinition sync, boolean confirmed) throws IOException {
    String halt = mounts.check("source", sync.source(), confirmed);
    return halt == null && sync.target() instanceof Target.LocalDirectory(AbsolutePath target)
        ? mounts.check("target", target, confirmed)
        : halt;
  }

  @Override
  public void noteMounts(SyncDefinition sync) throws IOException {
    mounts.note(sync.source());
    if (sync.target() instanceof Target.LocalDirectory(AbsolutePath target)) {
      mounts.note(target);
    }
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
    return new Threads(
        sync.name(),
        sync.target() instanceof Target.LocalDirectory(AbsolutePath path) ? path : null);
  }

  @Override
  public OptionalInt maxProcesses() {
    return settings.get().maxProcesses();
  }

  @Override
  public ProcessRunner programs() {
    return programs;
  }

  @Override
  public Map<String, String> sharedConnection() {
    return SharedConnection.options(ControlPlace.directories(System.getenv(), Processes.geteuid()));
  }

  @Override
  public Instant wallClock() {
    return Instant.now();
  }
}
