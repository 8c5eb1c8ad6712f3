package lockstep.queue;

import lockstep.event.RelativePath;
import lockstep.queue.Delay.Kind;
import org.jspecify.annotations.Nullable;

/// Something that a script is told, as lsyncd tells it.
///
/// @param path where it happened; the root for the kinds that belong to no path
/// @param destination where a `Move` leads, else null
public record ScriptEvent(
    Kind kind, RelativePath path, boolean directory, @Nullable RelativePath destination) {
  public static ScriptEvent of(Kind kind, RelativePath path, boolean directory) {
    return new ScriptEvent(kind, path, directory, null);
  }

  public static ScriptEvent move(RelativePath from, RelativePath to, boolean directory) {
    return new ScriptEvent(Kind.MOVE, from, directory, to);
  }

  /// One that belongs to no path, such as `Init`.
  public static ScriptEvent whole(Kind kind) {
    return of(kind, RelativePath.ROOT, false);
  }

  /// Whether it belongs to paths; others are about the tree as a whole.
  public boolean hasPath() {
    return kind != Kind.INIT && kind != Kind.BLANKET && kind != Kind.FULL;
  }

  boolean isMove() {
    return destination != null;
  }

  /// What remains of a move at its origin.
  ScriptEvent origin() {
    return of(Kind.DELETE, path, directory);
  }

  /// What remains of a move at its destination.
  ScriptEvent arrival() {
    if (destination == null) {
      throw new IllegalStateException("no move: " + this);
    }
    return of(Kind.CREATE, destination, directory);
  }

  /// `Create: /d/`, `Move: /a -> /b`, `Init: `.
  public String words() {
    String to = destination == null ? "" : " -> " + spelled(destination);
    return brief() + to;
  }

  /// The same without the destination.
  String brief() {
    return kind.word() + ": " + (hasPath() ? spelled(path) : "");
  }

  private String spelled(RelativePath one) {
    return "/" + one + (directory && !one.isRoot() ? "/" : "");
  }
}
