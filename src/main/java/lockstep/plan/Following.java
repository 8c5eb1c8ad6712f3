package lockstep.plan;

import java.time.Instant;
import lockstep.event.Event;
import org.jspecify.annotations.Nullable;

/// The life of a sync, whatever follows from its events: what its watcher tells it, and what
/// whoever asks may know of it.
public interface Following {
  /// Takes in an event from the watcher.
  void event(Event event, Instant now);

  /// The source root is not there any more.
  void rootGone(String what, Instant now);

  /// Says whether the opening is tried again when it fails; if not, see [#startFailure]. What was
  /// open once always is.
  void insist(boolean insists);

  /// Why it cannot start and does not try any more; null if that is not so.
  @Nullable String startFailure();

  /// Goes on after a halt, believing the source as it is now.
  ///
  /// @return whether it was halted
  boolean resume(Instant now);

  /// Whether every directory is watched, or it has tried to and cannot.
  boolean isUnderWay();

  /// Whether it stands still: halted, or not able to start.
  boolean isStopped();

  /// Whether what is done at the start has come to its end.
  boolean isStarted();

  /// Whether nothing that was tried is still failing.
  boolean isClean();

  /// Has the roots looked at, so that [#status] can tell of this moment.
  Look look(Instant now);

  /// How the sync stands, as far as it has heard.
  SyncStatus status(Instant now);

  /// The same for somebody who has asked for a look at the roots, which may not be over.
  SyncStatus status(Instant now, Look look);

  /// Makes everything due that is pending now, and promises to tell when it is done.
  Pledge pledge(Instant now);
}
