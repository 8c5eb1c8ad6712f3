package lockstep.copy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import lockstep.event.RelativePath;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// Collects a [Report] from several threads.
final class Tally {
  private final Consumer<Change> told;
  private final @Nullable Consumer<RelativePath> found;
  private final List<Report.Failure> failures = new ArrayList<>();
  private final List<RelativePath> unsettled = new ArrayList<>();
  private final List<RelativePath> vanished = new ArrayList<>();
  private final List<RelativePath> descend = new ArrayList<>();
  private final List<RelativePath> attributes = new ArrayList<>();
  private final List<RelativePath> recheck = new ArrayList<>();
  private final List<RelativePath> related = new ArrayList<>();
  private Report.Counts counts = Report.Counts.NONE;
  private final Map<RelativePath, Report.Held> held = new LinkedHashMap<>();
  private long seen;
  private @Nullable String halt;

  /// @param told receives what a rehearsal would do; called by one thread at a time
  Tally(Consumer<Change> told) {
    this(told, null);
  }

  /// @param found receives directories to scan at once, which the report leaves out then
  Tally(Consumer<Change> told, @Nullable Consumer<RelativePath> found) {
    this.told = told;
    this.found = found;
  }

  synchronized void told(Change change) {
    told.accept(change);
  }

  /// Where the trees run into each other, everything stops.
  void failed(RelativePath path, boolean directory, TreeException why) {
    if (why.reason() == TreeException.Reason.NESTED) {
      halt(String.valueOf(why.getMessage()));
    }
    failed(path, directory, String.valueOf(why.getMessage()));
  }

  /// A mistake of ours; the path is tried again all the same.
  void failed(RelativePath path, boolean directory, RuntimeException why) {
    failed(path, directory, "unexpected: " + why);
  }

  synchronized void failed(RelativePath path, boolean directory, String reason) {
    failures.add(new Report.Failure(path, directory, reason));
  }

  synchronized void unsettled(RelativePath path) {
    unsettled.add(path);
  }

  synchronized void vanished(RelativePath path) {
    vanished.add(path);
  }

  /// The root is asked for many times, and has time.
  void descend(RelativePath path) {
    if (found != null && !path.isRoot()) {
      found.accept(path);
      return;
    }
    synchronized (this) {
      descend.add(path);
    }
  }

  synchronized void attributes(RelativePath path) {
    attributes.add(path);
  }

  synchronized void recheck(RelativePath path) {
    recheck.add(path);
  }

  synchronized void related(List<RelativePath> paths) {
    related.addAll(paths);
  }

  /// What is held because of one directory, or one name, is added up.
  synchronized void held(Report.Held more) {
    held.merge(more.path(), more, Report.Held::plus);
  }

  /// Counts entries of the target.
  synchronized void seen(long entries) {
    seen += entries;
  }

  void copied(long bytes) {
    count(new Report.Counts(1, bytes, 0, 0, 0));
  }

  void updated() {
    count(new Report.Counts(0, 0, 1, 0, 0));
  }

  void renamed() {
    count(new Report.Counts(0, 0, 0, 1, 0));
  }

  void deleted() {
    count(new Report.Counts(0, 0, 0, 0, 1));
  }

  private synchronized void count(Report.Counts more) {
    counts = counts.plus(more);
  }

  /// Stops everything; the first reason is kept.
  synchronized void halt(String why) {
    if (halt == null) {
      halt = why;
    }
  }

  synchronized boolean isHalted() {
    return halt != null;
  }

  synchronized Report report() {
    return new Report(
        failures,
        unsettled,
        vanished,
        descend,
        attributes,
        recheck,
        related,
        counts,
        List.copyOf(held.values()),
        seen,
        halt);
  }
}
