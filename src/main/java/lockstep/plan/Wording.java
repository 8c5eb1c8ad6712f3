package lockstep.plan;

import java.util.stream.Collectors;
import lockstep.event.Event;
import lockstep.event.RelativePath;
import lockstep.queue.Batch;
import lockstep.queue.Delay;

/// Events and jobs in lsyncd's words, for the log.
final class Wording {
  private Wording() {}

  /// `Create: /d/`, `Move: /a -> /b`.
  static String event(Event event) {
    String type = type(event) + ": ";
    return type
        + switch (event) {
          case Event.Create(var path, boolean directory, _) -> path(path, directory);
          case Event.Modify(var path, _) -> path(path, false);
          case Event.Attrib(var path, boolean directory) -> path(path, directory);
          case Event.Delete(var path, boolean directory, boolean _) -> path(path, directory);
          case Event.Move(var from, var to, boolean directory) ->
              path(from, directory) + " -> " + path(to, directory);
          case Event.Rescan(var path, _) -> path(path, true);
        };
  }

  /// lsyncd has no word for lost events, as it starts anew; `Full` is what it calls a comparison.
  static String type(Event event) {
    return switch (event) {
      case Event.Create _ -> "Create";
      case Event.Modify _ -> "Modify";
      case Event.Attrib _ -> "Attrib";
      case Event.Delete _ -> "Delete";
      case Event.Move _ -> "Move";
      case Event.Rescan _ -> "Full";
    };
  }

  /// As lsyncd writes it: from the source on, a directory with a slash at its end.
  static String path(RelativePath path, boolean directory) {
    return "/" + path + (directory && !path.isRoot() ? "/" : "");
  }

  /// What is worked on, each path in brackets as the arguments of a command.
  static String paths(Batch batch) {
    return batch.delays().stream().map(Wording::delay).collect(Collectors.joining(" "));
  }

  private static String delay(Delay delay) {
    return "[" + path(delay.path(), delay.isDirectory() || delay.scan() != null) + "]";
  }

  static String outcome(Outcome outcome) {
    Outcome.Counts counts = outcome.counts();
    return "Finished a list: %d copied, %d updated, %d renamed, %d deleted, %d failed, %d changing"
        .formatted(
            counts.copied(),
            counts.updated(),
            counts.renamed(),
            counts.deleted(),
            outcome.failures().size(),
            outcome.unsettled().size());
  }
}
