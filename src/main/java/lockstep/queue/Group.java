package lockstep.queue;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.stream.LongStream;
import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;

/// The pending delays of one directory.
final class Group {
  final RelativePath directory;

  /// The pending entries by path, in the order in which they were first heard of.
  final Map<RelativePath, Delay> entries = new LinkedHashMap<>();

  /// With more entries than these they are folded; above [DelayQueue#MOST_NAMES] by those that
  /// could not be, so that they are not asked again for each new one.
  int most = DelayQueue.MOST_NAMES;

  /// Those entries that are due.
  final SequencedSet<Delay> due = new LinkedHashSet<>();

  /// The pending delay of the directory itself.
  @Nullable Delay itself;

  /// Whether a batch is at work here, and on which entries.
  boolean busy;

  final Map<RelativePath, Long> active = new HashMap<>();

  /// Whether that batch scans the directory.
  boolean scanning;

  Group(RelativePath directory) {
    this.directory = directory;
  }

  /// The least place among the events of what is pending or being worked on here.
  long oldest() {
    LongStream pending = entries.values().stream().mapToLong(delay -> delay.sequence);
    LongStream working = active.values().stream().mapToLong(Long::longValue);
    long entry = LongStream.concat(pending, working).min().orElse(Long.MAX_VALUE);
    return itself == null ? entry : Math.min(entry, itself.sequence);
  }

  /// The same of the scans of the directory.
  long oldestLook() {
    long working = scanning ? active.getOrDefault(directory, Long.MAX_VALUE) : Long.MAX_VALUE;
    return itself != null && itself.scan != null ? Math.min(working, itself.sequence) : working;
  }

  boolean isEmpty() {
    return entries.isEmpty() && itself == null && !busy;
  }

  boolean hasDueScan() {
    return itself != null && itself.ready && itself.scan != null;
  }

  boolean hasDueNames() {
    return !due.isEmpty() || itself != null && itself.ready && itself.scan == null;
  }
}
