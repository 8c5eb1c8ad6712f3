package lockstep.status;

import java.util.ArrayList;
import java.util.List;
import lockstep.plan.SyncStatus;

/// What `lockstep status` tells people: a block of lines for each sync.
///
/// The words `in sync` appear only where a sync is in that state.
public final class StatusReport {
  /// How many failing paths are listed for a sync; the JSON report has more of them.
  private static final int MOST_FAILING = 20;

  private final List<String> lines = new ArrayList<>();

  private StatusReport() {}

  public static List<String> of(List<SyncStatus> syncs) {
    var report = new StatusReport();
    syncs.forEach(report::sync);
    return report.lines;
  }

  private void sync(SyncStatus sync) {
    lines.add(sync.name() + ": " + state(sync));
    lines.add("  " + sync.source() + " -> " + sync.target());
    if (sync.progress() != null) {
      lines.add("  under way: " + ProgressText.of(sync.progress()));
    }
    failing(sync.failing());
    if (sync.unwatched() > 0) {
      String directories =
          sync.unwatched() == 1 ? "1 directory" : sync.unwatched() + " directories";
      lines.add("  not watched, compared at intervals: " + directories);
    }
    lines.add(
        "  since the start: %d copied (%s), %d updated, %d renamed, %d deleted"
            .formatted(
                sync.copied(),
                Amount.ofBytes(sync.bytes()),
                sync.updated(),
                sync.renamed(),
                sync.deleted()));
  }

  private static String state(SyncStatus sync) {
    String why = sync.why() == null ? "" : ": " + sync.why();
    return switch (sync.state()) {
      case STARTING -> "starting" + behind(sync) + why;
      case IN_SYNC -> "in sync" + why;
      case UNKNOWN ->
          sync.unwatched() == 0
              ? "unknown" + why
              : "unknown: %d directories cannot be watched, and are compared at intervals"
                  .formatted(sync.unwatched());
      case BEHIND -> "behind" + behind(sync) + why;
      case HALTED -> "halted" + behind(sync) + why;
    };
  }

  private static String behind(SyncStatus sync) {
    return sync.pending() == 0
        ? ""
        : ", "
            + Amount.of(sync.pending(), "path")
            + " pending, the oldest for "
            + Amount.of(sync.oldest());
  }

  private void failing(List<SyncStatus.Failing> failing) {
    if (failing.isEmpty()) {
      return;
    }
    lines.add("  failing: " + Amount.of(failing.size(), "path"));
    for (var path : failing.subList(0, Math.min(MOST_FAILING, failing.size()))) {
      lines.add(
          "    /%s: %s (tried %s, again in %s)"
              .formatted(
                  path.path(),
                  path.reason(),
                  Amount.of(path.attempts(), "time"),
                  Amount.of(path.next())));
    }
    if (failing.size() > MOST_FAILING) {
      lines.add("    and " + (failing.size() - MOST_FAILING) + " more");
    }
  }
}
