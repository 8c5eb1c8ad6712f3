package lockstep;

import java.util.function.Consumer;
import lockstep.config.SyncDefinition;
import lockstep.copy.Change;
import lockstep.copy.Report;
import lockstep.event.RelativePath;
import lockstep.status.Amount;
import org.jspecify.annotations.Nullable;

/// A survey as lines for people: those of `rsync -i`, and a sum for each sync.
final class SurveyText implements SurveyReport {
  private final boolean plan;
  private final Consumer<String> out;
  private final Consumer<String> err;
  private String name = "";

  /// @param plan whether it is a start that is foretold
  /// @param out takes a line
  /// @param err takes what is not a difference
  SurveyText(boolean plan, Consumer<String> out, Consumer<String> err) {
    this.plan = plan;
    this.out = out;
    this.err = err;
  }

  @Override
  public void begin(SyncDefinition sync) {
    name = sync.name();
    out.accept(name + ": " + sync.source() + " -> " + sync.target());
  }

  @Override
  public void change(Change change) {
    out.accept(change.line());
  }

  @Override
  public void unsettled(RelativePath path) {
    out.accept("*changing   " + path);
  }

  @Override
  public void failed(Report.Failure failure) {
    err.accept("Error: /" + failure.path() + ": " + failure.reason());
  }

  @Override
  public void end(SurveyCounts counts, @Nullable String halt) {
    if (halt != null) {
      err.accept("Error: " + name + ": " + halt);
    }
    out.accept(name + ": " + sum(counts, halt != null));
  }

  private String sum(SurveyCounts counts, boolean halted) {
    boolean begun = plan && counts.changes() > 0;
    if (halted && !begun) {
      return plan ? "a start would halt" : "not compared to the end";
    }
    if (counts.isEqual()) {
      return plan ? "nothing to do" : "equal";
    }
    return (plan ? "a start would " : "to be made equal: ")
        + "create %d, update %d, set attributes of %d, link %d, delete %d; write %s"
            .formatted(
                counts.created,
                counts.updated,
                counts.attributes,
                counts.linked,
                counts.deleted,
                Amount.ofBytes(counts.bytes))
        + (halted ? "; and halt before it deletes anything" : "")
        + (counts.changing == 0 ? "" : "; changing: " + counts.changing)
        + (counts.failed == 0 ? "" : "; not compared: " + counts.failed);
  }

  @Override
  public void close(boolean equal, DaemonState daemon) {
    if (equal) {
      return;
    }
    switch (daemon) {
      case NOT_RUNNING -> {}
      case IN_SYNC ->
          err.accept(
              "note: a daemon keeps these trees in step and was in sync before and after; what"
                  + " changed in between may be listed");
      case NOT_IN_SYNC ->
          err.accept(
              "note: a daemon keeps these trees in step and is not in sync: what is listed may be"
                  + " on its way. 'lockstep wait' returns when it has arrived");
      case UNKNOWN ->
          err.accept(
              "note: a daemon that may keep these trees in step does not answer: what is listed may"
                  + " be on its way");
    }
  }
}
