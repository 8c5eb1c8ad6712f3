package lockstep.plan;

import java.util.function.Consumer;
import lockstep.event.Event;
import lockstep.event.RelativePath;
import lockstep.filter.Filters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets those events through that are about what the filters keep.
///
/// Of a rename of which only one end is kept, a deletion or a creation remains. An entry that comes
/// or goes changes the time of its directory, whether it is filtered or not.
final class Sieve {
  private static final Logger DELAY = LoggerFactory.getLogger("Delay");
  private static final Logger FILTER = LoggerFactory.getLogger("Filter");

  private final Filters filters;

  Sieve(Filters filters) {
    this.filters = filters;
  }

  void pass(Event event, Consumer<Event> receiver) {
    switch (event) {
      case Event.Create create -> pass(create, create.path(), create.directory(), receiver);
      case Event.Modify modify -> pass(modify, modify.path(), false, receiver);
      case Event.Attrib attrib -> pass(attrib, attrib.path(), attrib.directory(), receiver);
      case Event.Delete delete -> pass(delete, delete.path(), delete.directory(), receiver);
      case Event.Move move -> pass(move, receiver);
      case Event.Rescan rescan -> keep(rescan, receiver);
    }
  }

  private void pass(Event event, RelativePath path, boolean directory, Consumer<Event> receiver) {
    if (!filters.isHidden(path, directory)) {
      keep(event, receiver);
      return;
    }
    if (filters.isOwn(path)) {
      return; // nor does its directory change: the program would answer each of its own steps
    }
    if (FILTER.isDebugEnabled()) {
      FILTER.debug("filtered {} on \"{}\"", Wording.type(event), Wording.path(path, directory));
    }
    boolean changed = event instanceof Event.Create || event instanceof Event.Delete;
    if (changed && !filters.isHidden(path.parent(), true)) {
      keep(new Event.Attrib(path.parent(), true), receiver);
    }
  }

  private void pass(Event.Move move, Consumer<Event> receiver) {
    boolean directory = move.directory();
    if (!filters.isHidden(move.from(), directory) && !filters.isHidden(move.to(), directory)) {
      keep(move, receiver);
      return;
    }
    pass(new Event.Delete(move.from(), directory), move.from(), directory, receiver);
    pass(new Event.Create(move.to(), directory, true), move.to(), directory, receiver);
  }

  private static void keep(Event event, Consumer<Event> receiver) {
    if (DELAY.isDebugEnabled()) {
      DELAY.debug("New {}", Wording.event(event));
    }
    receiver.accept(event);
  }
}
