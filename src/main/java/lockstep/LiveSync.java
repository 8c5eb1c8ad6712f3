package lockstep;

import java.time.Instant;
import java.util.List;
import lockstep.config.SyncDefinition;
import lockstep.event.Event;
import lockstep.plan.Following;
import lockstep.watch.Watcher;
import org.jspecify.annotations.Nullable;

/// A sync of the running daemon, as the loop sees it. All methods are called on the loop's thread.
sealed interface LiveSync extends AutoCloseable, Pacing.Paced permits RunningSync, RunningScript {
  SyncDefinition definition();

  /// Its life, which decides.
  Following life();

  @Override
  default String name() {
    return definition().name();
  }

  /// The watcher, or null while the sync is not open.
  @Nullable Watcher watcher();

  /// Takes in what the watcher has received, and starts what is due.
  void step(Instant now);

  /// Takes in what the watcher has received.
  default void drain(Instant now) {
    Watcher watcher = watcher();
    if (watcher != null) {
      watcher.drain(
          new Watcher.Sink() {
            @Override
            public void event(Event event) {
              life().event(event, now);
            }

            @Override
            public void rootGone(String what) {
              life().rootGone(what, now);
            }
          });
    }
  }

  /// When [#step] is to be called again although nothing happens; null if not before something
  /// does.
  @Nullable Instant nextDue();

  // --- how it begins and ends

  /// Begins only when `predecessor`, which has the same source and target, has nothing at work any
  /// more; and stands halted if that one does.
  void succeed(LiveSync predecessor);

  /// Begins only when none of those that were closed is at work on its target any more: one that a
  /// reload took away, and the next one brings back.
  void awaitTarget(List<LiveSync> closing);

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
}
