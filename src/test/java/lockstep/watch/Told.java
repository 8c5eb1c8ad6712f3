package lockstep.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lockstep.event.Event;
import lockstep.event.RelativePath;

/// Writes down what a watcher tells, one line an event; directories end in a slash.
final class Told implements Watcher.Sink {
  final List<String> lines = new ArrayList<>();
  final List<Instant> rescans = new ArrayList<>();

  @Override
  public void event(Event event) {
    lines.add(
        switch (event) {
          case Event.Create e ->
              "Create " + name(e.path(), e.directory()) + (e.whole() ? " whole" : "");
          case Event.Modify e -> "Modify " + e.path() + (e.closed() ? " closed" : "");
          case Event.Attrib e -> "Attrib " + name(e.path(), e.directory());
          case Event.Delete e -> "Delete " + name(e.path(), e.directory());
          case Event.Move e ->
              "Move " + name(e.from(), e.directory()) + " " + name(e.to(), e.directory());
          case Event.Rescan e -> {
            rescans.add(e.since());
            yield "Rescan " + name(e.path(), true);
          }
        });
  }

  @Override
  public void rootGone(String what) {
    lines.add("gone: " + what);
  }

  private static String name(RelativePath path, boolean directory) {
    return directory ? path + "/" : path.toString();
  }
}
