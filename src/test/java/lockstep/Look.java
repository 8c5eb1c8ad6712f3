package lockstep;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// All that can be seen of one entry of a tree, as text.
///
/// @param links how many names it has, and the first of them, where it has several
/// @param content of a file, by size and hash; where a link leads; the number of a device
record Look(
    String type,
    String mode,
    String owner,
    String group,
    String time,
    String holes,
    Map<String, String> extended,
    String links,
    String content) {
  /// What of an entry may differ.
  enum Aspect {
    MODE,
    OWNER,
    GROUP,
    TIME,
    EXTENDED,
    /// access control lists alone
    LISTS,
    HOLES,
    LINKS,
    CONTENT
  }

  /// No entry at all.
  static final Look NOTHING = new Look("-", "", "", "", "", "", Map.of(), "", "");

  Look {
    extended = new TreeMap<>(extended);
  }

  boolean is(String other) {
    return type.equals(other);
  }

  boolean isNothing() {
    return is("-");
  }

  long size() {
    return Long.parseLong(content.split(" ", 2)[0]);
  }

  /// The same but for some aspects.
  Look without(Set<Aspect> free) {
    return new Look(
        type,
        free.contains(Aspect.MODE) ? "" : mode,
        free.contains(Aspect.OWNER) ? "" : owner,
        free.contains(Aspect.GROUP) ? "" : group,
        free.contains(Aspect.TIME) ? "" : time,
        free.contains(Aspect.HOLES) ? "" : holes,
        free.contains(Aspect.EXTENDED) ? Map.of() : extended(free.contains(Aspect.LISTS)),
        free.contains(Aspect.LINKS) ? "" : links,
        free.contains(Aspect.CONTENT) ? "" : content);
  }

  private Map<String, String> extended(boolean unlisted) {
    if (!unlisted) {
      return extended;
    }
    var rest = new TreeMap<>(extended);
    rest.keySet().removeIf(name -> name.startsWith("system.posix_acl"));
    return rest;
  }

  @Override
  public String toString() {
    if (isNothing()) {
      return "-";
    }
    return "%s %s %s:%s %s%s%s%s%s"
        .formatted(
            type,
            mode,
            owner,
            group,
            time,
            holes,
            extended.isEmpty() ? "" : " " + extended,
            links,
            content.isEmpty() ? "" : " : " + content);
  }
}
