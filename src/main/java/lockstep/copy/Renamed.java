package lockstep.copy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;

/// What was renamed on the target before anything was compared.
final class Renamed {
  private final Map<RelativePath, RelativePath> destinations = new HashMap<>();
  private final Set<RelativePath> hinted = new HashSet<>();
  private final Set<RelativePath> settled = new HashSet<>();
  private final Set<RelativePath> doubtful = new HashSet<>();

  /// There is a hint of a rename; unless it proves right, anything may be at the new name.
  void hinted(Work.Rename hint) {
    hinted.add(hint.to());
    destinations.put(hint.from(), hint.to());
  }

  /// Where what was at `path` has been renamed to, or null.
  @Nullable RelativePath destination(RelativePath path) {
    return destinations.get(path);
  }

  /// The entry now called `path` was found to match.
  void settled(RelativePath path) {
    settled.add(path);
  }

  /// A directory now called `path` may hold what the filters treated otherwise at its former place.
  void doubtful(RelativePath path) {
    doubtful.add(path);
  }

  /// Whether the content of this entry needs no reading.
  boolean isSettled(RelativePath path) {
    return settled.contains(path);
  }

  boolean isDoubtful(RelativePath path) {
    return doubtful.contains(path) || hinted.contains(path) && !settled.contains(path);
  }
}
