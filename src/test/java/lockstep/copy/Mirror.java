package lockstep.copy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import lockstep.event.RelativePath;
import lockstep.filter.Filters;
import lockstep.tree.Tree;
import org.jspecify.annotations.Nullable;

/// A [TreeCopier] with somebody who follows up its reports, as the planner does.
public final class Mirror {
  /// More rounds than any story needs: a report that never ends is a mistake.
  private static final int MOST_ROUNDS = 10_000;

  private final TreeCopier copier;
  private final boolean deletes;

  public Mirror(Tree source, Tree target, CopyOptions options) {
    this(source, target, Filters.NONE, options, true, Runnable::run);
  }

  public Mirror(
      Tree source,
      Tree target,
      Filters filters,
      CopyOptions options,
      boolean deletes,
      Executor workers) {
    this(source, target, filters, options, Places.NONE, deletes, workers);
  }

  public Mirror(
      Tree source,
      Tree target,
      Filters filters,
      CopyOptions options,
      Places places,
      boolean deletes,
      Executor workers) {
    this.copier =
        new TreeCopier(source, target, filters, options, places, (_, _) -> {}, workers::execute);
    this.deletes = deletes;
  }

  Mirror(Tree source, Tree target, Borders borders, CopyOptions options) {
    this.copier =
        new TreeCopier(
            source,
            target,
            Filters.NONE,
            options,
            Places.NONE,
            borders,
            (_, _) -> {},
            Runnable::run);
    this.deletes = true;
  }

  Report run(Work work) {
    var report = new AtomicReference<@Nullable Report>();
    copier.run(
        work,
        done -> {
          if (!report.compareAndSet(null, done)) {
            throw new AssertionError("reported twice");
          }
        });
    Report done = report.get();
    if (done == null) {
      throw new AssertionError("not reported");
    }
    return done;
  }

  /// Scans everything, until nothing is left to do.
  public Report scanAll() {
    return settle(new Work(List.of(), List.of(scan(""))));
  }

  /// Does the work, and what its reports ask for, until nothing is left to do but what failed.
  Report settle(Work first) {
    Deque<Work> waiting = new ArrayDeque<>(List.of(first));
    var all = new ArrayList<Report>();
    while (!waiting.isEmpty()) {
      if (all.size() > MOST_ROUNDS) {
        throw new AssertionError("no end of " + waiting);
      }
      Report report = run(waiting.removeFirst());
      all.add(report);
      report.descend().forEach(path -> waiting.add(work(part(path, true))));
      report.vanished().forEach(path -> waiting.add(named(path.toString())));
      report.attributes().forEach(path -> waiting.add(work(part(path, false))));
      report.recheck().forEach(path -> waiting.add(named(path.toString())));
      report.related().forEach(path -> waiting.add(named(path.toString())));
    }
    return sum(all);
  }

  private static Report sum(List<Report> reports) {
    return new Report(
        reports.stream().map(Report::failures).flatMap(Collection::stream).toList(),
        reports.stream().map(Report::unsettled).flatMap(Collection::stream).toList(),
        reports.stream().map(Report::vanished).flatMap(Collection::stream).toList(),
        reports.stream().map(Report::descend).flatMap(Collection::stream).toList(),
        reports.stream().map(Report::attributes).flatMap(Collection::stream).toList(),
        reports.stream().map(Report::recheck).flatMap(Collection::stream).toList(),
        reports.stream().map(Report::related).flatMap(Collection::stream).toList(),
        reports.stream().map(Report::counts).reduce(Report.Counts.NONE, Report.Counts::plus),
        reports.stream().map(Report::held).flatMap(Collection::stream).toList(),
        reports.stream().mapToLong(Report::seen).sum(),
        reports.stream().map(Report::halt).filter(halt -> halt != null).findFirst().orElse(null));
  }

  Work named(String... paths) {
    return renamed(List.of(), paths);
  }

  /// Renames, as `from to`, and both ends of each named besides these paths.
  Work renamed(List<String> renames, String... paths) {
    var all = new ArrayList<>(Arrays.asList(paths));
    var hints = new ArrayList<Work.Rename>();
    for (String rename : renames) {
      String[] ends = rename.split(" ");
      all.addAll(Arrays.asList(ends));
      hints.add(new Work.Rename(RelativePath.of(ends[0]), RelativePath.of(ends[1])));
    }
    var parts = new ArrayList<Work.Part>();
    all.stream()
        .map(RelativePath::of)
        .map(RelativePath::parent)
        .distinct()
        .forEach(
            directory -> {
              List<Work.Named> names =
                  all.stream()
                      .map(RelativePath::of)
                      .filter(path -> path.parent().equals(directory))
                      .map(path -> new Work.Named(path.name(), true, false, false))
                      .toList();
              parts.add(new Work.Part(directory, names, null, deletes));
            });
    return new Work(hints, parts);
  }

  static Work work(Work.Part... parts) {
    return new Work(List.of(), List.of(parts));
  }

  Work.Part scan(String directory) {
    return part(RelativePath.of(directory), true);
  }

  private Work.Part part(RelativePath directory, boolean scan) {
    return new Work.Part(directory, List.of(), scan ? new Work.Scan(null) : null, deletes);
  }

  static Work.Named open(String name) {
    return new Work.Named(name.getBytes(StandardCharsets.ISO_8859_1), true, true, false);
  }
}
