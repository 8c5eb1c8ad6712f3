package lockstep.watch;

import java.time.Instant;
import lockstep.event.Event;
import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;

/// Hands events on, and holds back a `Move` until it is known not to be half of an exchange.
///
/// `RENAME_EXCHANGE` of `a` and `b` arrives as a move from `a` to `b` and one from `b` to `a`.
/// Acted on one after the other these would destroy `b`, so both names are reported as new instead.
final class Outlet {
  /// The file system stamps files with a clock that may lag behind ours by a tick, and file servers
  /// with their own.
  private static final int MARGIN_SECONDS = 1;

  private final Watcher.Sink sink;
  private final Instant since;
  private Event.@Nullable Move held;

  /// @param relieved when the kernel queue was last known to be empty
  Outlet(Watcher.Sink sink, Instant relieved) {
    this.sink = sink;
    this.since = relieved.minusSeconds(MARGIN_SECONDS);
  }

  void event(Event event) {
    release();
    sink.event(event);
  }

  void rescan(RelativePath path) {
    event(new Event.Rescan(path, since));
  }

  void rootGone(String what) {
    release();
    sink.rootGone(what);
  }

  void move(Event.Move move) {
    Event.Move first = held;
    if (first != null && first.from().equals(move.to()) && first.to().equals(move.from())) {
      held = null;
      sink.event(new Event.Create(first.from(), move.directory(), true));
      sink.event(new Event.Create(first.to(), first.directory(), true));
    } else {
      release();
      held = move;
    }
  }

  /// Hands on what is held back.
  void release() {
    if (held != null) {
      sink.event(held);
      held = null;
    }
  }
}
