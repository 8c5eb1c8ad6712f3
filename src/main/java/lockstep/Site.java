package lockstep;

import java.time.Instant;
import java.util.function.Consumer;
import lockstep.copy.Meter;
import lockstep.event.RelativePath;
import lockstep.plan.Job;
import lockstep.plan.Outcome;
import lockstep.tree.TreeException;

/// The open ends of one sync, with what makes them equal. Used by the sync's workers.
sealed interface Site extends AutoCloseable permits MountedSite, RsyncSite {
  /// Watches every directory of the source that is not filtered out.
  ///
  /// What cannot be opened is left to the comparison, which tells of it and tries again.
  Outcome watchAll();

  /// Whether all roots that are open here are still what was opened; the sync must stop if one is
  /// not.
  Outcome probe();

  /// What counts the content that is written.
  Meter meter();

  /// Does a batch's work, and answers once, on any thread.
  ///
  /// @param now by the loop's clock
  /// @param wall the same moment by the clock on the wall
  /// @param found receives directories to scan, on any thread, before the answer is given
  void copy(
      Job.Copy job,
      Instant now,
      Instant wall,
      Consumer<RelativePath> found,
      Consumer<Outcome> answer);

  /// Ends the programs that are at work; what they were to do counts as not done.
  default void stop() {}

  /// Keeps the trees open until [#release]. Called on the loop's thread, as is [#close].
  void hold();

  void release();

  @Override
  void close();

  /// What it means that a root cannot be looked at.
  static Outcome outcome(TreeException e) {
    return e.reason() == TreeException.Reason.ROOT_CHANGED
        ? Outcome.halted(String.valueOf(e.getMessage()))
        : Outcome.failed(String.valueOf(e.getMessage()));
  }
}
