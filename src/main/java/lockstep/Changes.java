package lockstep;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lockstep.config.SyncDefinition;

/// What another configuration changed, by the names of the syncs.
record Changes(List<String> added, List<String> removed, List<String> changed, List<String> kept) {
  /// So many names are told; a list of hundreds is read by nobody.
  private static final int MOST_NAMES = 20;

  /// @param before all syncs until now
  /// @param after all syncs from now on
  static Changes between(List<SyncDefinition> before, List<SyncDefinition> after) {
    List<SyncDefinition> old = new ArrayList<>(before);
    List<SyncDefinition> fresh = new ArrayList<>();
    var kept = new ArrayList<String>();
    for (SyncDefinition each : after) {
      if (old.removeIf(each::isUnchanged)) {
        kept.add(each.name());
      } else {
        fresh.add(each);
      }
    }
    Set<String> was = names(old);
    Set<String> is = names(fresh);
    return new Changes(
        without(fresh, was), without(old, is), common(fresh, was), List.copyOf(kept));
  }

  private static Set<String> names(List<SyncDefinition> syncs) {
    var names = new HashSet<String>();
    syncs.forEach(sync -> names.add(sync.name()));
    return names;
  }

  private static List<String> without(List<SyncDefinition> syncs, Set<String> names) {
    return syncs.stream().map(SyncDefinition::name).filter(name -> !names.contains(name)).toList();
  }

  private static List<String> common(List<SyncDefinition> syncs, Set<String> names) {
    return syncs.stream().map(SyncDefinition::name).filter(names::contains).toList();
  }

  @Override
  public String toString() {
    var parts = new ArrayList<String>();
    tell("added", added, parts);
    tell("removed", removed, parts);
    tell("changed", changed, parts);
    tell("kept", kept, parts);
    return String.join("; ", parts);
  }

  private static void tell(String what, List<String> names, List<String> parts) {
    if (names.isEmpty()) {
      return;
    }
    String listed = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
    int more = names.size() - MOST_NAMES;
    parts.add(what + " " + listed + (more > 0 ? " and " + more + " more" : ""));
  }
}
