package lockstep.filter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import lockstep.event.AbsolutePath;
import lockstep.event.Printable;
import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;

/// Finds rules that do not do what their author hoped for. Says only what is sure; a list without
/// findings may still be wrong.
final class Doubts {
  private static final Set<String> CATCH_ALL = Set.of("*", "**", "***", "/**", "/***");

  private final List<Rule> rules;
  private final AbsolutePath source;
  private final List<String> found = new ArrayList<>();

  Doubts(List<Rule> rules, AbsolutePath source) {
    this.rules = rules;
    this.source = source;
  }

  List<String> list() {
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      if (!rule.negated()) {
        check(rule, rules.subList(0, i));
      }
    }
    return List.copyOf(found);
  }

  private void check(Rule rule, List<Rule> before) {
    String flaw = flaw(rule);
    if (flaw != null) {
      found.add("\"" + rule + "\" can never match: " + flaw);
      return;
    }
    Rule contradiction = contradiction(rule, before);
    if (contradiction != null) {
      found.add(
          "\"" + rule + "\" is never reached: \"" + contradiction + "\" before it decides first");
      return;
    }
    Rule pruning = pruning(rule);
    if (pruning != null) {
      found.add(
          "\"" + rule + "\" can never match: \"" + pruning + "\" leaves out a directory above it");
    } else if (isBelowSource(rule)) {
      found.add(
          "\""
              + rule
              + "\" probably never matches: a leading / means the source, not the root of the file"
              + " system");
    } else if (endsInBlank(rule.pattern().text())) {
      found.add("\"" + rule + "\" ends in a blank, which is taken as part of the name");
    }
  }

  private static @Nullable String flaw(Rule rule) {
    byte[] body = rule.pattern().body();
    if (body.length == 0) {
      return "the source itself is never left out";
    }
    if (rule.pattern().isUnfinished()) {
      return "it has a [ without its ], an unknown [:class:], or a backslash at its end";
    }
    boolean odd = !rule.pattern().hasBracket() && names(body).stream().anyMatch(Doubts::isNoName);
    return odd ? "no path has an empty name, \".\" or \"..\" in it" : null;
  }

  private static boolean isNoName(byte[] name) {
    return name.length == 0
        || Arrays.equals(name, new byte[] {'.'})
        || Arrays.equals(name, new byte[] {'.', '.'});
  }

  private boolean isBelowSource(Rule rule) {
    return !rule.absolute()
        && rule.pattern().isAnchored()
        && !source.isRoot()
        && AbsolutePath.of(rule.pattern().text()).isAtOrBelow(source);
  }

  private static List<byte[]> names(byte[] body) {
    var names = new ArrayList<byte[]>();
    int start = 0;
    for (int i = 0; i <= body.length; i++) {
      if (i == body.length || body[i] == '/') {
        names.add(Arrays.copyOfRange(body, start, i));
        start = i + 1;
      }
    }
    return names;
  }

  /// A rule before this one that matches all it matches, and wants the opposite.
  private static @Nullable Rule contradiction(Rule rule, List<Rule> before) {
    for (Rule earlier : before) {
      boolean sides =
          (earlier.sends() || !rule.sends()) && (earlier.receives() || !rule.receives());
      boolean plain = !earlier.negated() && !earlier.perishable();
      if (sides && plain && earlier.include() != rule.include() && covers(earlier, rule)) {
        return earlier;
      }
    }
    return null;
  }

  private static boolean covers(Rule earlier, Rule rule) {
    boolean same = Arrays.equals(earlier.pattern().text(), rule.pattern().text());
    boolean everything = CATCH_ALL.contains(Printable.of(earlier.pattern().text()));
    return earlier.absolute() == rule.absolute() && (same || everything);
  }

  /// The rule that leaves out a directory which an include names as a parent of what it wants to
  /// keep.
  private @Nullable Rule pruning(Rule rule) {
    if (!rule.include() || !rule.sends() || rule.absolute()) {
      return null;
    }
    for (RelativePath directory : directoriesAbove(rule.pattern())) {
      Rule decider = decider(directory);
      if (decider != null
          && !decider.include()
          && (rule.pattern().isAnchored() || prunesAnywhere(decider, rule, directory))) {
        return decider;
      }
    }
    return null;
  }

  /// Whether the directory is left out wherever it lies: a made-up parent gives the same answer,
  /// and no other include could give another.
  private boolean prunesAnywhere(Rule decider, Rule rule, RelativePath directory) {
    var elsewhere = directory.rebase(RelativePath.ROOT, RelativePath.of(new byte[] {1}));
    List<Rule> before = rules.subList(0, rules.indexOf(decider));
    return decider.equals(decider(elsewhere))
        && before.stream().allMatch(other -> !other.include() || other.equals(rule));
  }

  private @Nullable Rule decider(RelativePath directory) {
    var candidate = Candidate.of(source.isRoot() ? new byte[0] : source.bytes(), directory, true);
    for (Rule rule : rules) {
      if (rule.sends() && rule.decides(candidate)) {
        return rule;
      }
    }
    return null;
  }

  private static Set<RelativePath> directoriesAbove(Pattern pattern) {
    var above = new TreeSet<RelativePath>();
    List<byte[]> names = names(pattern.body());
    var path = RelativePath.ROOT;
    for (byte[] name : names.subList(0, names.size() - 1)) {
      if (Pattern.hasWildcard(name)) {
        break;
      }
      path = path.resolve(name);
      above.add(path);
    }
    return above;
  }

  private static boolean endsInBlank(byte[] text) {
    return text[text.length - 1] == ' ' || text[text.length - 1] == '\t';
  }
}
