package lockstep;

import java.time.Instant;
import java.util.List;
import lockstep.config.SyncDefinition;
import lockstep.plan.Look;
import lockstep.plan.Pledge;
import lockstep.plan.SyncStatus;
import lockstep.watch.Watcher;
import org.jspecify.annotations.Nullable;

/// A sync of the running daemon, as the loop sees it. All methods are called on the loop's thread.
sealed interface LiveSync extends AutoCloseable, Pacing.Paced permits RunningSync, RunningScript {
  SyncDefinition definition();

  /// The watcher, or null while the sync is not open.
  @Nullable Watcher watcher();

  /// Takes in what the watcher has received, and starts what is due.
  void step(Instant now);

  /// Takes in what the watcher has received.
  void drain(Instant now);

  /// When [#step] is to be called again although nothing happens; null if not before something
  /// does.
  @Nullable Instant nextDue();

  // --- how it begins and ends

  /// Says whether the opening is tried again when it fails; if not, see [#startFailure].
  void insist(boolean insists);

  /// Why it cannot start and does not try any more; null if that is not so.
  @Nullable String startFailure();

  /// Begins only when `predecessor`, which has the same source and target, has nothing at work any
  /// more; and stands halted if that one does.
  void succeed(LiveSync predecessor);

  /// Begins only when none of those that were closed is at work on its target any more: one that a
  /// reload took away, and the next one brings back.
  void awaitTarget(List<LiveSync> closing);

  /// Goes on after a halt.
  ///
  /// @return whether it was halted
  boolean resume(Instant now);

  /// Starts nothing more. What is running is not waited for.
  @Override
  void close();

  /// Asks the programs that are at work to end.
  ///
  /// @return how many there are
  default int stopPrograms() {
    return 0;
  }

  /// Whether nothing is at work any more.
  boolean isIdle();

  // --- how it stands

  /// Whether every directory is watched, or it has tried to and cannot.
  boolean isUnderWay();

  /// Whether it stands still: halted, or not able to start.
  boolean isStopped();

  /// Whether what is done at the start has come to its end.
  boolean isStarted();

  /// Whether nothing that was tried is still failing.
  boolean isClean();

  /// Has whatever must be looked at, so that [#status] can tell of this moment, looked at.
  Look ask(Instant now);

  /// How the sync stands, as far as it has heard.
  SyncStatus status(Instant now);

  /// The same for somebody who has asked for a look, which may not be over.
  SyncStatus status(Instant now, Look look);

  /// Makes everything due that is pending now, and promises to tell when it is done.
  Pledge pledge(Instant now);
}
