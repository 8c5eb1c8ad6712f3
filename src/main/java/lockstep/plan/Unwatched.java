package lockstep.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The directories of one sync that cannot be watched, and when each was compared last.
final class Unwatched {
  /// A compromise between lag and the cost of reading directories in which nothing happened.
  static final Duration INTERVAL = Duration.ofMinutes(1);

  private static final Logger WARN = LoggerFactory.getLogger("Warn");

  private final Map<RelativePath, Instant> compared = new HashMap<>();

  /// The same by time, and those of one moment with what lies above first.
  private final NavigableMap<Instant, NavigableSet<RelativePath>> byTime = new TreeMap<>();

  private boolean told;

  void add(RelativePath directory, Instant now) {
    if (!compared.containsKey(directory)) {
      put(directory, now);
    }
  }

  /// Says in the log, once, that the kernel's limit is reached.
  void tell(String sync, RelativePath directory) {
    if (told) {
      return;
    }
    told = true;
    WARN.warn(
        "{}: out of inotify watches at /{}; what is not watched is compared every {} s. Consider"
            + " raising /proc/sys/fs/inotify/max_user_watches",
        sync,
        directory,
        INTERVAL.toSeconds());
  }

  private void put(RelativePath directory, Instant at) {
    compared.put(directory, at);
    byTime.computeIfAbsent(at, _ -> new TreeSet<>()).add(directory);
  }

  void remove(RelativePath directory) {
    Instant at = compared.remove(directory);
    if (at != null) {
      byTime.computeIfPresent(
          at, (_, same) -> same.remove(directory) && same.isEmpty() ? null : same);
    }
  }

  void clear() {
    compared.clear();
    byTime.clear();
  }

  int size() {
    return compared.size();
  }

  /// Shows the topmost directories that have not been compared for [#INTERVAL], with the last time,
  /// and takes them as compared now.
  void due(Instant now, BiConsumer<RelativePath, Instant> scan) {
    before(now.minus(INTERVAL), now, scan);
  }

  /// The same for all, however short the time.
  void all(Instant now, BiConsumer<RelativePath, Instant> scan) {
    before(now, now, scan);
  }

  private void before(Instant limit, Instant now, BiConsumer<RelativePath, Instant> scan) {
    if (byTime.isEmpty() || byTime.firstKey().isAfter(limit)) {
      return;
    }
    Instant earliest = byTime.firstKey();
    RelativePath top = null;
    for (RelativePath directory : takeUntil(limit)) {
      put(directory, now);
      if (top == null || !directory.isBelow(top)) {
        top = directory;
        scan.accept(top, earliest);
      }
    }
  }

  /// In the order of their paths.
  private NavigableSet<RelativePath> takeUntil(Instant limit) {
    var taken = new TreeSet<RelativePath>();
    var due = byTime.headMap(limit, true);
    due.values().forEach(taken::addAll);
    due.clear();
    return taken;
  }

  /// When [#due] has something to show next, or null.
  @Nullable Instant next() {
    return byTime.isEmpty() ? null : byTime.firstKey().plus(INTERVAL);
  }
}
