package lockstep.copy;

import lockstep.event.Printable;
import lockstep.event.RelativePath;
import lockstep.tree.FileType;
import org.jspecify.annotations.Nullable;

/// One thing that a rehearsal would do to the target.
///
/// @param type what the source has at this path, or the target if it would be deleted
/// @param code the eleven characters by which rsync says it (`--itemize-changes` in its manual)
/// @param bytes of content that would be written
/// @param link the text of a symbolic link, or the path of the name that this one would be linked
///   to; else null
public record Change(
    RelativePath path,
    Action action,
    FileType type,
    String code,
    long bytes,
    byte @Nullable [] link) {
  /// What would be done.
  public enum Action {
    /// the target has nothing there, or something of another type
    CREATE,
    /// the content differs, or would be written because times do
    UPDATE,
    /// only owner, mode, times or extended attributes differ
    ATTRIBUTES,
    /// the entry becomes another name of a file
    LINK,
    DELETE
  }

  /// The line of `rsync -i`, with printable names.
  public String line() {
    String place = path.isRoot() ? "." : path.toString();
    String slash = type == FileType.DIRECTORY ? "/" : "";
    String to = link == null ? "" : (action == Action.LINK ? " => " : " -> ") + Printable.of(link);
    return code + " " + place + slash + to;
  }
}
