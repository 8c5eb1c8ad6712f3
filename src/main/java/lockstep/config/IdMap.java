package lockstep.config;

import java.util.ArrayList;
import java.util.List;

/// The value of rsync's `--usermap` or `--groupmap`: whose files are to belong to whom, such as
/// `0-99:nobody,wayne:admin,*:normal`. Names are not looked up here.
///
/// @param rules the first that matches counts
public record IdMap(List<Rule> rules) {
  /// Changes nothing.
  public static final IdMap NONE = new IdMap(List.of());

  /// @param to a name or a number
  public record Rule(From from, String to) {}

  /// Which users or groups of the source a rule is about.
  public sealed interface From {
    /// numbers, both ends included
    record Range(long lowest, long highest) implements From {}

    /// those of this name; `*`, `?` and `[…]` are wildcards. Who has no name has an empty one
    record Name(String pattern) implements From {}
  }

  public IdMap {
    rules = List.copyOf(rules);
  }

  /// @throws IllegalArgumentException for a list that is no list of pairs
  public static IdMap parse(String text) {
    var rules = new ArrayList<Rule>();
    for (String pair : text.split(",", -1)) {
      int colon = pair.indexOf(':');
      if (colon < 0 || colon == pair.length() - 1) {
        throw new IllegalArgumentException("not FROM:TO: " + pair);
      }
      rules.add(new Rule(from(pair.substring(0, colon)), pair.substring(colon + 1)));
    }
    return new IdMap(rules);
  }

  private static From from(String text) {
    if (text.matches("\\d{1,10}(-\\d{1,10})?")) {
      String[] ends = text.split("-", -1);
      return new From.Range(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
    }
    if (text.matches("\\d.*")) {
      throw new IllegalArgumentException("not a number, a range or a name: " + text);
    }
    return new From.Name(text);
  }

  /// The map that gives everything to `to`, as `--chown` does; none where it is empty.
  public static IdMap ofAll(String to) {
    return to.isEmpty() ? NONE : new IdMap(List.of(new Rule(new From.Name("*"), to)));
  }

  public boolean isEmpty() {
    return rules.isEmpty();
  }
}
