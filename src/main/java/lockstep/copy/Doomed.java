package lockstep.copy;

import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;

/// A target entry that is to be removed because the source does not have it.
///
/// @param named what an event said of it, if one did
/// @param leftover whether it is one of our temporary files
/// @param hidden whether the source does have it, but the filters leave it out
record Doomed(
    byte[] name,
    RelativePath path,
    boolean isDirectory,
    Work.@Nullable Named named,
    boolean leftover,
    boolean hidden) {
  /// Whether it came from the source, and no event named it.
  boolean isOfSource() {
    return named == null && !leftover && !hidden;
  }
}
