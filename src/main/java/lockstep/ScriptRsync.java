package lockstep;

import java.util.List;
import java.util.Map;
import lockstep.config.DeletePolicy;
import lockstep.config.SshOptions;
import lockstep.config.SyncDefinition;
import lockstep.config.Target;
import lockstep.event.RelativePath;
import lockstep.plan.RefusedException;
import lockstep.queue.Delay.Kind;
import lockstep.queue.ScriptEntry;
import lockstep.queue.ScriptEvent;
import lockstep.remote.IncludeList;
import lockstep.remote.RsyncCommands;
import lockstep.remote.SshCommands;

/// What is run when a script calls a function of a layer, such as `default.rsync.action(inlet)`.
final class ScriptRsync {
  private static final int UNLIMITED = -1;

  private final SyncDefinition sync;
  private final Map<String, String> shared;

  /// @param shared options of ssh with which one connection serves for all
  ScriptRsync(SyncDefinition sync, Map<String, String> shared) {
    this.sync = sync;
    this.shared = shared;
  }

  /// @param full for the whole tree rather than for the events' paths
  ProgramRun run(List<ScriptEntry> events, boolean full) throws RefusedException {
    if (sync.target() instanceof Target.Opaque) {
      throw new RefusedException(
          "rsync needs a target that is a whole path, or on another machine, not " + sync.target());
    }
    var commands = new RsyncCommands(sync, sync.filters().own(), shared);
    if (full) {
      boolean startup = events.stream().allMatch(each -> each.event().kind() == Kind.INIT);
      return ProgramRun.full(sync, commands, startup, deletes(DeletePolicy.STARTUP), UNLIMITED);
    }
    return ProgramRun.list(sync, commands, list(events), deletes(DeletePolicy.RUNNING));
  }

  private boolean deletes(DeletePolicy then) {
    return sync.delete() == DeletePolicy.ALWAYS || sync.delete() == then;
  }

  private static IncludeList list(List<ScriptEntry> events) {
    var list = new IncludeList();
    for (ScriptEntry entry : events) {
      ScriptEvent event = entry.event();
      RelativePath to = event.destination();
      add(list, event.path(), event.directory(), event.kind() == Kind.DELETE || to != null);
      if (to != null) {
        add(list, to, event.directory(), true);
      }
    }
    return list;
  }

  private static void add(IncludeList list, RelativePath path, boolean directory, boolean below) {
    if (!directory) {
      list.entry(path);
    } else if (below) {
      list.subtree(path);
    } else {
      list.directory(path);
    }
  }

  ProgramRun move(ScriptEntry move) throws RefusedException {
    SshOptions ssh = sync.run().ssh();
    ScriptEvent event = move.event();
    RelativePath to = event.destination();
    if (ssh == null || to == null) {
      throw new RefusedException("only default.rsyncssh moves at the other end, and only moves");
    }
    return ProgramRun.move(
        sync, new SshCommands(sync.name(), ssh, shared), event.path(), to, event.directory());
  }
}
