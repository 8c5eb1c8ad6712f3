package lockstep.filter;

import java.util.List;
import lockstep.event.RelativePath;

/// An ordered list of rules that decide which paths a sync leaves out. Immutable; a pure function of the path.
public final class Filters {
  /// Leaves nothing out.
  public static final Filters NONE = new Filters();

  private Filters() {}

  public boolean isEmpty() {
    return true;
  }

  /// Whether the rules leave out this path, given that everything above it is kept.
  public boolean excludes(RelativePath path, boolean directory) {
    return false;
  }

  /// Whether the rules leave out this path or a directory above it.
  public boolean isHidden(RelativePath path, boolean directory) {
    return false;
  }

  /// The rules as `RULE PATTERN` lines, in order; for the status file.
  public List<String> rules() {
    return List.of();
  }
}
