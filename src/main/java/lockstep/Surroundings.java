package lockstep;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import lockstep.config.SyncDefinition;
import lockstep.spawn.ProcessRunner;
import lockstep.tree.Tree;
import lockstep.watch.Watcher;
import org.jspecify.annotations.Nullable;

/// What a sync touches outside the loop: trees, notifications, threads, the clock on the wall. The
/// simulation has its own.
interface Surroundings {
  /// Sees whether what should be mounted is.
  ///
  /// @param confirmed whether the operator has said to go on
  /// @return why the sync must halt until the operator says so; null if it may open
  /// @throws IOException if it cannot open now
  default @Nullable String checkMounts(SyncDefinition sync, boolean confirmed) throws IOException {
    return null;
  }

  /// Both roots are open: what they lie on is to be so the next time.
  default void noteMounts(SyncDefinition sync) throws IOException {}

  /// Opens the source; it must be there.
  Tree openSource(SyncDefinition sync) throws IOException;

  /// Opens the target; its last directory is made if it is missing.
  Tree openTarget(SyncDefinition sync) throws IOException;

  /// Begins to listen; nothing is watched yet.
  ///
  /// @param onReady is run, on any thread, when there is something to drain
  Watcher openWatcher(SyncDefinition sync, Runnable onReady) throws IOException;

  /// The threads that work for one sync, and no other.
  Workers workers(SyncDefinition sync);

  Instant wallClock();

  /// How many processes may run at once over all syncs; empty for no such limit.
  default OptionalInt maxProcesses() {
    return OptionalInt.empty();
  }

  /// Starts rsync and ssh.
  ProcessRunner programs();

  /// Options of ssh with which one connection serves for all that is run through it; none where
  /// there is no place for it.
  default Map<String, String> sharedConnection() {
    return Map.of();
  }

  /// Threads that work for one sync.
  interface Workers extends lockstep.copy.Workers, AutoCloseable {
    /// Fits the width to the target. Called by one of them, as it takes as long as the target takes
    /// to answer.
    default void fit() {}

    /// Takes no more work; does not wait for what is running.
    @Override
    void close();
  }
}
