package lockstep.queue;

import lockstep.event.Event;
import lockstep.queue.Delay.Kind;

/// Merges what happens to a path with what is already pending for it.
///
/// lsyncd's matrix says which of two events a script would see: a later deletion or creation
/// replaces, a lesser change is absorbed. What the copier has to look at only ever grows, except
/// that a closed file is no longer open.
final class Combiner {
  private Combiner() {}

  /// The one kind that stands for a pending `old` and then a `next`.
  static Kind combine(Kind old, Kind next) {
    return switch (old) {
      case ATTRIB -> next;
      case MODIFY -> next == Kind.ATTRIB ? old : next;
      case CREATE, MOVE ->
          next == Kind.ATTRIB || next == Kind.MODIFY || next == Kind.CREATE ? old : next;
      case DELETE -> next == Kind.ATTRIB || next == Kind.MODIFY ? old : next;
      case INIT, FULL, BLANKET -> old;
    };
  }

  static Kind kind(Event event) {
    return switch (event) {
      case Event.Create _ -> Kind.CREATE;
      case Event.Modify _ -> Kind.MODIFY;
      case Event.Attrib _ -> Kind.ATTRIB;
      case Event.Delete _ -> Kind.DELETE;
      case Event.Move _ -> Kind.MOVE;
      case Event.Rescan _ -> Kind.FULL;
    };
  }

  /// Whether a regular file may still be being written after `event`, given that it was `open`
  /// before.
  static boolean open(boolean open, Event event) {
    return switch (event) {
      case Event.Create create -> !create.whole() && !create.directory();
      case Event.Modify modify -> !modify.closed();
      case Event.Delete _, Event.Move _ -> false;
      case Event.Attrib _, Event.Rescan _ -> open;
    };
  }
}
