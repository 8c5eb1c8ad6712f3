package lockstep;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lockstep.event.RelativePath;
import lockstep.watch.Watcher.Watch;

/// Gathers from the workers which directories can be watched and which cannot, until the loop takes
/// it.
///
/// That a directory is watched is news only if it was not before, so that the usual case costs the
/// loop nothing.
final class WatchNews implements WatchedSource.WatchListener {
  private final Runnable onNews;
  private final Set<RelativePath> unwatched = ConcurrentHashMap.newKeySet();
  private final Map<RelativePath, Watch> untold = new LinkedHashMap<>();

  WatchNews(Runnable onNews) {
    this.onNews = onNews;
  }

  @Override
  public void watched(RelativePath directory, Watch watch) {
    Log.INOTIFY.debug("addwatch( /{} )-> {}", directory, watch);
    boolean known =
        watch == Watch.WATCHED ? !unwatched.remove(directory) : !unwatched.add(directory);
    if (!known) {
      tell(directory, watch);
    }
  }

  /// What is heard of the directory next is news. The planner forgets a directory that may be gone,
  /// and would not know of it if it is not.
  void forget(RelativePath directory) {
    unwatched.remove(directory);
  }

  /// Whatever is heard from now on is news.
  void forgetAll() {
    unwatched.clear();
  }

  private void tell(RelativePath directory, Watch watch) {
    boolean first;
    synchronized (untold) {
      first = untold.isEmpty();
      untold.put(directory, watch);
    }
    if (first) {
      onNews.run();
    }
  }

  void take(WatchedSource.WatchListener listener) {
    Map<RelativePath, Watch> taken;
    synchronized (untold) {
      taken = new LinkedHashMap<>(untold);
      untold.clear();
    }
    taken.forEach(listener::watched);
  }
}
