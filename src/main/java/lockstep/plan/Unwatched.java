package lockstep.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;
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

  private final NavigableMap<RelativePath, Instant> compared = new TreeMap<>();
  private boolean told;

  void add(RelativePath directory, Instant now) {
    compared.putIfAbsent(directory, now);
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

  void remove(RelativePath directory) {
    compared.remove(directory);
  }

  void clear() {
    compared.clear();
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
    Instant earliest = compared.values().stream().min(Instant::compareTo).orElse(now);
    RelativePath top = null;
    for (var each : compared.entrySet()) {
      boolean covered = top != null && each.getKey().isBelow(top);
      if (each.getValue().isAfter(limit)) {
        continue;
      }
      if (!covered) {
        top = each.getKey();
        scan.accept(top, earliest);
      }
      each.setValue(now);
    }
  }

  /// When [#due] has something to show next, or null.
  @Nullable Instant next() {
    return compared.values().stream()
        .min(Instant::compareTo)
        .map(at -> at.plus(INTERVAL))
        .orElse(null);
  }
}
