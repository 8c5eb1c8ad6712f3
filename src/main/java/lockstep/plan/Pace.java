package lockstep.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// How far and how fast the work of a sync goes, from what was read of it every now and then.
final class Pace {
  /// Rates are those of so long a time: long enough for a slow target, short enough to see a
  /// change.
  private static final Duration WINDOW = Duration.ofSeconds(10);

  /// Before this, and before so many directories, no one can tell how long it will take.
  private static final Duration EARLIEST = Duration.ofSeconds(5);

  /// More than the time between two looks.
  private static final Duration GAP = Duration.ofSeconds(5);

  private static final long FEWEST = 20;

  private record Sample(Instant at, long files, long bytes) {}

  private final Deque<Sample> samples = new ArrayDeque<>();
  private @Nullable Sample first;
  private Reading latest = Reading.NONE;
  private long directories;

  /// Directories were compared.
  void compared(long count) {
    directories += count;
  }

  /// There is nothing to do any more.
  void rest() {
    samples.clear();
    first = null;
    directories = 0;
  }

  /// Whether nobody has looked for so long that there cannot have been work all the time.
  boolean isPast(Instant now) {
    return !samples.isEmpty() && samples.getLast().at.isBefore(now.minus(GAP));
  }

  /// There is work, and this is how it stands.
  void note(Reading reading, Instant now) {
    var sample = new Sample(now, reading.files(), reading.bytes());
    if (first == null || sample.bytes < first.bytes || sample.files < first.files) {
      first = sample; // the first, or a copier that began anew
      samples.clear();
    }
    latest = reading;
    samples.addLast(sample);
    Instant since = now.minus(WINDOW);
    while (samples.size() > 1 && samples.getFirst().at.isBefore(since)) {
      samples.removeFirst();
    }
  }

  /// @param starting whether it is the comparison at start
  /// @return null if there is no work, or nothing was read of it
  @Nullable Progress progress(boolean starting, Instant now) {
    if (first == null) {
      return null;
    }
    Sample from = samples.getFirst();
    Duration span = Duration.between(from.at, now);
    Duration elapsed = Duration.between(first.at, now);
    // a directory that was compared twice, or came to be meanwhile, makes the total no limit
    long total = starting ? Math.max(latest.directories(), directories) : 0;
    return new Progress(
        starting,
        elapsed,
        directories,
        total,
        latest.files() - first.files,
        latest.bytes() - first.bytes,
        latest.left(),
        rate(latest.files() - from.files, span),
        rate(latest.bytes() - from.bytes, span),
        remaining(total, elapsed));
  }

  private static long rate(long count, Duration span) {
    long millis = span.toMillis();
    return millis == 0 ? 0 : Math.round(count * 1000.0 / millis);
  }

  /// As if the directories that are left were like those that were compared.
  private @Nullable Duration remaining(long total, Duration elapsed) {
    if (total <= directories || directories < FEWEST || elapsed.compareTo(EARLIEST) < 0) {
      return null;
    }
    double share = (double) (total - directories) / directories;
    return Duration.ofSeconds(Math.round(elapsed.toSeconds() * share));
  }
}
