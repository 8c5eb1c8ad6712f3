package lockstep;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import lockstep.config.DeletePolicy;
import lockstep.config.SyncDefinition;
import lockstep.copy.Report;
import lockstep.copy.Work;
import lockstep.event.RelativePath;
import lockstep.plan.Job;
import lockstep.plan.Outcome;
import lockstep.queue.Batch;
import lockstep.queue.Delay;
import org.jspecify.annotations.Nullable;

/// Translates between the planner's words and the copier's, which do not know each other.
final class WorkOrder {
  /// Time stamps of files come from a coarser clock than ours: up to 10 ms behind it; NFS servers
  /// may differ more.
  private static final Duration SLACK = Duration.ofSeconds(1);

  private final SyncDefinition definition;
  private final Duration step;
  private boolean counts;

  /// @param now by the loop's clock, which never steps
  /// @param wall the same moment by the clock on the wall, which may have been set meanwhile
  WorkOrder(SyncDefinition definition, Instant now, Instant wall) {
    this.definition = definition;
    Duration offset = Duration.between(now, wall);
    // set back, files changed since may bear earlier times; set forward, those changed before do
    this.step = offset.isNegative() ? offset : Duration.ZERO;
  }

  Work work(Job.Copy job) {
    List<Work.Rename> renames = deletes(false) ? renames(job.batch()) : List.of();
    counts = !job.confirmed() && !definition.maxDelete().isNone();
    return new Work(
        renames,
        job.batch().parts().stream()
            .map(part -> part(part, job.confirmed(), !job.batch().isCrowded()))
            .toList());
  }

  private static List<Work.Rename> renames(Batch batch) {
    Stream<Work.Rename> moved = batch.moved().stream().map(to -> rename(to.movedFrom(), to.path()));
    Stream<Work.Rename> passed =
        batch.passed().stream().map(from -> rename(from.path(), from.passedTo()));
    return Stream.concat(moved, passed).toList();
  }

  private static Work.Rename rename(@Nullable RelativePath from, @Nullable RelativePath to) {
    return new Work.Rename(Objects.requireNonNull(from), Objects.requireNonNull(to));
  }

  private Work.Part part(Batch.Part part, boolean confirmed, boolean later) {
    Delay itself = part.itself();
    Delay.Scan scan = itself == null ? null : itself.scan();
    return new Work.Part(
        part.directory(),
        part.names().stream().map(this::named).toList(),
        scan == null || itself == null
            ? null
            : new Work.Scan(since(scan.since()), confirmed, scan.whole(), allowance(itself), later),
        deletes(scan != null && scan.startup()));
  }

  private Work.Named named(Delay delay) {
    boolean unhinted = delay.movedFrom() != null && !deletes(false);
    return new Work.Named(
        delay.path().name(),
        delay.content() || unhinted,
        delay.open(),
        delay.descends() || unhinted && delay.isDirectory(),
        delay.isExpected(),
        allowance(delay),
        delay.unsettled());
  }

  private long allowance(Delay delay) {
    return delay.isTold() || !counts ? Work.ANY : delay.allowance();
  }

  private @Nullable Instant since(@Nullable Instant since) {
    return since == null || since.equals(Instant.MIN) ? since : since.plus(step).minus(SLACK);
  }

  private boolean deletes(boolean startup) {
    return deletes(definition, startup);
  }

  /// Whether what the source lacks is deleted.
  ///
  /// @param startup by the comparison at start
  static boolean deletes(SyncDefinition definition, boolean startup) {
    return definition.delete() == DeletePolicy.ALWAYS
        || definition.delete() == (startup ? DeletePolicy.STARTUP : DeletePolicy.RUNNING);
  }

  static Outcome outcome(Report report) {
    Report.Counts counts = report.counts();
    return new Outcome(
        report.failures().stream()
            .map(each -> new Outcome.Failure(each.path(), each.directory(), each.reason()))
            .toList(),
        report.unsettled(),
        report.vanished(),
        report.descend(),
        report.attributes(),
        report.recheck(),
        report.related(),
        new Outcome.Counts(
            counts.copied(), counts.bytes(), counts.updated(), counts.renamed(), counts.deleted()),
        report.held().stream().map(WorkOrder::held).toList(),
        report.seen(),
        report.halt());
  }

  private static Outcome.Held held(Report.Held held) {
    return new Outcome.Held(held.path(), held.directory(), held.entries(), held.example());
  }
}
