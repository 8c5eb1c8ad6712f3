package lockstep.plan;

import java.util.function.Consumer;
import lockstep.config.Handlers;
import lockstep.event.AbsolutePath;

/// What a configuration's functions do for one sync.
///
/// They run on a thread of their own, one at a time, for as long as they like; the loop does not
/// wait for them. Whatever they ask of the sync they ask at its [Desk].
public interface Script extends Handlers {
  /// Whether moves are told as moves; otherwise as a deletion and a creation.
  boolean wantsMoves();

  /// Whether what happens below the directories of the source is told.
  boolean wantsSubdirectories();

  /// Says where its questions are answered. Called once, before the first turn.
  ///
  /// @param source the real path of the sync's source
  void sitAt(Desk desk, AbsolutePath source);

  /// Has it take a turn, and answer on any thread.
  void take(Turn turn, Consumer<Answer> answer);

  /// There are no turns any more.
  void close();
}
