package lockstep.filter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lockstep.event.Printable;

/// Builds the list of rules from what a configuration says, in the order in which rsync would read
/// it from lsyncd.
///
/// Filter rules follow rsync's manual, with one bow to lsyncd: blanks around a plain `+` or `-` do
/// not matter, and what follows the sign without a blank is the pattern (`-foo`), so modifiers
/// count there only when a space ends them (`-p foo`).
final class RuleParser {
  private final List<Rule> rules = new ArrayList<>();

  List<Rule> rules() {
    return List.copyOf(rules);
  }

  /// An exclude of a sync that has no filters; rsync reads it with `--exclude-from`, where some
  /// lines are more than a pattern.
  void addExcludeLine(byte[] line) throws FilterException {
    if (line.length == 0 || line[0] == '#' || line[0] == ';') {
      return;
    }
    if (line.length == 1 && line[0] == '!') {
      rules.clear();
    } else if (line.length >= 2 && line[1] == ' ' && (line[0] == '+' || line[0] == '-')) {
      byte[] pattern = checked(line, 2);
      rules.add(line[0] == '+' ? Rule.include(pattern) : Rule.exclude(pattern));
    } else {
      rules.add(Rule.exclude(checked(line, 0)));
    }
  }

  /// An exclude of a sync that has filters, too: `- PATTERN`, whatever the pattern looks like.
  void addExclude(byte[] pattern) throws FilterException {
    if (pattern.length > 0) {
      rules.add(Rule.exclude(checked(pattern, 0)));
    }
  }

  void addFilter(byte[] rule) throws FilterException {
    byte[] line = Arrays.copyOfRange(rule, skipBlanks(rule, 0), rule.length);
    Keyword keyword = Keyword.of(line);
    if (keyword == null) {
      throw new FilterException("Unknown filter rule: \"" + Printable.of(rule) + "\"");
    }
    int at = keyword.length(line);
    switch (keyword) {
      case EXCLUDE, INCLUDE -> {
        boolean bare = at == 1 && !hasModifiers(line);
        rules.add(bare ? bareRule(keyword, line) : rule(keyword, line, at));
      }
      case HIDE, SHOW, PROTECT, RISK -> rules.add(rule(keyword, line, at));
      case CLEAR -> clear(line, at);
      case MERGE, DIR_MERGE -> throw refusal(line, "merge files are not supported; use filterFrom");
    }
  }

  private static int skipBlanks(byte[] line, int from) {
    int at = from;
    while (at < line.length && (line[at] == ' ' || line[at] == '\t')) {
      at++;
    }
    return at;
  }

  /// Whether a space follows one or more modifiers after the sign.
  private static boolean hasModifiers(byte[] line) {
    int at = 1;
    while (at < line.length && ",/!prsxC".indexOf(line[at]) >= 0) {
      at++;
    }
    return at > 1 && at < line.length && line[at] == ' ';
  }

  private static Rule bareRule(Keyword keyword, byte[] line) throws FilterException {
    byte[] pattern = checked(line, skipBlanks(line, 1));
    return keyword == Keyword.INCLUDE ? Rule.include(pattern) : Rule.exclude(pattern);
  }

  private static Rule rule(Keyword keyword, byte[] line, int modifiers) throws FilterException {
    int at = modifiers + (modifiers < line.length && line[modifiers] == ',' ? 1 : 0);
    boolean negated = false;
    boolean absolute = false;
    boolean perishable = false;
    boolean sends = false;
    boolean receives = false;
    for (; at < line.length && line[at] != ' ' && line[at] != '_'; at++) {
      switch (line[at]) {
        case '!' -> negated = true;
        case '/' -> absolute = true;
        case 'p' -> perishable = true;
        case 's' -> sends = true;
        case 'r' -> receives = true;
        case 'x' -> throw refusal(line, "rules about extended attributes (x) are not supported");
        case 'C' -> throw refusal(line, "the CVS rules (C) are not supported; list the patterns");
        default ->
            throw refusal(line, "'" + Printable.of(new byte[] {line[at]}) + "' is not a modifier");
      }
    }
    if ((sends || receives) && !isTwoSided(keyword)) {
      throw refusal(line, "the rule names a side already, so the modifiers s and r cannot be used");
    }
    var pattern = new Pattern(checked(line, Math.min(at + 1, line.length)));
    boolean include =
        keyword == Keyword.INCLUDE || keyword == Keyword.SHOW || keyword == Keyword.RISK;
    return new Rule(
        include, side(keyword, sends, receives), pattern, negated, absolute, perishable);
  }

  private static boolean isTwoSided(Keyword keyword) {
    return keyword == Keyword.EXCLUDE || keyword == Keyword.INCLUDE;
  }

  private static Rule.Side side(Keyword keyword, boolean sends, boolean receives) {
    if (keyword == Keyword.HIDE || keyword == Keyword.SHOW || sends && !receives) {
      return Rule.Side.SENDER;
    }
    if (keyword == Keyword.PROTECT || keyword == Keyword.RISK || receives && !sends) {
      return Rule.Side.RECEIVER;
    }
    return sends ? Rule.Side.BOTH : Rule.Side.DEFAULT;
  }

  private void clear(byte[] line, int end) throws FilterException {
    if (end != line.length) {
      throw refusal(line, "nothing may follow a rule that clears the list");
    }
    rules.clear();
  }

  private static byte[] checked(byte[] line, int from) throws FilterException {
    if (from == line.length) {
      throw refusal(line, "it has no pattern");
    }
    for (byte b : line) {
      if (b == 0) {
        throw refusal(line, "no name holds a NUL");
      }
    }
    return Arrays.copyOfRange(line, from, line.length);
  }

  private static FilterException refusal(byte[] line, String reason) {
    return new FilterException("Filter rule \"" + Printable.of(line) + "\": " + reason);
  }
}
