package lockstep;

import java.io.IOException;
import lockstep.config.SyncDefinition;
import lockstep.tree.Tree;
import lockstep.watch.Watcher;

/// The open source of a sync with a script.
record ScriptOpening(Watcher watcher, WatchedSource source) {
  /// Opens it; takes as long as it takes to answer.
  ///
  /// @param wake is run, on any thread, when the watcher has something to drain
  static ScriptOpening of(
      SyncDefinition definition,
      Surroundings surroundings,
      WatchedSource.WatchListener listener,
      Runnable wake)
      throws IOException {
    Tree source = surroundings.openSource(definition);
    try {
      Watcher watcher = surroundings.openWatcher(definition, wake);
      surroundings.noteMounts(definition);
      return new ScriptOpening(
          watcher, new WatchedSource(definition, source, (_, _) -> {}, watcher, listener));
    } catch (IOException | RuntimeException e) {
      source.close();
      throw e;
    }
  }
}
