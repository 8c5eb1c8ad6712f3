package lockstep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import lockstep.config.Engine;
import lockstep.config.SshOptions;
import lockstep.config.SyncDefinition;
import lockstep.config.Target;
import lockstep.copy.Borders;
import lockstep.remote.RsyncCommands;
import lockstep.remote.SshCommands;
import lockstep.tree.Tree;
import lockstep.watch.Watcher;
import org.jspecify.annotations.Nullable;

/// Opens the ends of a sync, once; takes as long as they take to answer. What has been opened when
/// something fails is closed.
final class SiteOpener {
  private final SyncDefinition definition;
  private final Surroundings surroundings;
  private final Claims claims;
  private final Surroundings.Workers workers;
  private final WatchedSource.WatchListener listener;
  private final Runnable wake;
  private final List<AutoCloseable> opened = new ArrayList<>();

  /// @param wake is run, on any thread, when the watcher has something to drain
  SiteOpener(
      SyncDefinition definition,
      Surroundings surroundings,
      Claims claims,
      Surroundings.Workers workers,
      WatchedSource.WatchListener listener,
      Runnable wake) {
    this.definition = definition;
    this.surroundings = surroundings;
    this.claims = claims;
    this.workers = workers;
    this.listener = listener;
    this.wake = wake;
  }

  record Opened(Watcher watcher, Site site) {}

  /// @throws IOException if something cannot be opened now
  Opened open() throws IOException {
    try {
      Opened open = definition.engine().engine() == Engine.RSYNC ? rsync() : mounted();
      opened.clear();
      return open;
    } finally {
      opened.forEach(SiteOpener::abandon);
    }
  }

  private static void abandon(AutoCloseable each) {
    try {
      each.close();
    } catch (Exception e) {
      Log.DEBUG.debug("closing after a failure", e);
    }
  }

  private Opened mounted() throws IOException {
    Tree source = add(surroundings.openSource(definition));
    Tree target = add(surroundings.openTarget(definition));
    Claims.Claim claim = add(claims.take(definition, source, target));
    var borders = new Borders(source, target, claims::owner);
    borders.look();
    workers.fit();
    Watcher watcher = add(surroundings.openWatcher(definition, wake));
    surroundings.noteMounts(definition);
    return new Opened(
        watcher,
        new MountedSite(definition, source, target, claim, borders, watcher, listener, workers));
  }

  private Opened rsync() throws IOException {
    Log.NORMAL.info("{} uses rsync, because {}", definition.name(), definition.engine().why());
    Tree source = add(surroundings.openSource(definition));
    boolean local = definition.target() instanceof Target.LocalDirectory;
    Tree target = local ? add(surroundings.openTarget(definition)) : null;
    Claims.Claim claim = target == null ? null : add(claims.take(definition, source, target));
    WatchedSource.Border border = (_, _) -> {};
    if (target != null) {
      var borders = new Borders(source, target, claims::owner);
      borders.look();
      border = borders::checkSource;
    }
    Watcher watcher = add(surroundings.openWatcher(definition, wake));
    surroundings.noteMounts(definition);
    var watched = new WatchedSource(definition, source, border, watcher, listener);
    var commands =
        new RsyncCommands(definition, definition.filters().own(), surroundings.sharedConnection());
    return new Opened(
        watcher,
        new RsyncSite(
            definition, watched, target, claim, commands, ssh(), surroundings.programs()));
  }

  private @Nullable SshCommands ssh() {
    SshOptions ssh = definition.run().ssh();
    return ssh == null
        ? null
        : new SshCommands(definition.name(), ssh, surroundings.sharedConnection());
  }

  private <T extends AutoCloseable> T add(T each) {
    opened.add(each);
    return each;
  }
}
