package lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import lockstep.config.IdMap;
import lockstep.linux.Accounts;
import org.jspecify.annotations.Nullable;

/// An [IdMap] with its names looked up: numbers to numbers.
final class Identities implements IntUnaryOperator {
  /// An answer of the name service is asked for once.
  private final Map<Integer, Integer> known = new ConcurrentHashMap<>();

  private final List<Rule> rules;
  private final IntFunction<@Nullable String> names;

  private record Rule(IdMap.From from, int to) {}

  private Identities(List<Rule> rules, IntFunction<@Nullable String> names) {
    this.rules = rules;
    this.names = names;
  }

  /// @param numeric whether nobody in the source has a name (`--numeric-ids`)
  static IntUnaryOperator ofUsers(IdMap map, boolean numeric) {
    return of(map, Accounts::getpwnam, numeric ? _ -> null : Accounts::getpwuid);
  }

  static IntUnaryOperator ofGroups(IdMap map, boolean numeric) {
    return of(map, Accounts::getgrnam, numeric ? _ -> null : Accounts::getgrgid);
  }

  /// As in rsync, a rule that names nobody here is left out.
  static IntUnaryOperator of(
      IdMap map, ToIntFunction<String> numbers, IntFunction<@Nullable String> names) {
    if (map.isEmpty()) {
      return IntUnaryOperator.identity();
    }
    var rules = new ArrayList<Rule>();
    for (IdMap.Rule rule : map.rules()) {
      int to = number(rule.to(), numbers);
      if (to == -1) {
        Log.ERROR.error("no such user or group here, left out: {}", rule.to());
      } else {
        rules.add(new Rule(rule.from(), to));
      }
    }
    return new Identities(rules, names);
  }

  private static int number(String text, ToIntFunction<String> numbers) {
    return text.matches("\\d{1,10}") ? (int) Long.parseLong(text) : numbers.applyAsInt(text);
  }

  @Override
  public int applyAsInt(int id) {
    return known.computeIfAbsent(id, this::find);
  }

  private int find(int id) {
    String name = names.apply(id);
    for (Rule rule : rules) {
      if (matches(rule.from(), id, name == null ? "" : name)) {
        return rule.to();
      }
    }
    return id;
  }

  private static boolean matches(IdMap.From from, int id, String name) {
    return switch (from) {
      case IdMap.From.Range(long lowest, long highest) ->
          Integer.toUnsignedLong(id) >= lowest && Integer.toUnsignedLong(id) <= highest;
      case IdMap.From.Name(String pattern) -> wildcard(pattern).matcher(name).matches();
    };
  }

  /// `*`, `?` and `[…]` as `fnmatch(3)` has them.
  private static Pattern wildcard(String pattern) {
    var text = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char each = pattern.charAt(i);
      int end = each == '[' ? pattern.indexOf(']', i + 2) : -1;
      if (end > 0) {
        String set = pattern.substring(i + 1, end).replace("\\", "\\\\").replace("[", "\\[");
        text.append('[').append(set.startsWith("!") ? "^" + set.substring(1) : set).append(']');
        i = end;
      } else if (each == '*') {
        text.append(".*");
      } else if (each == '?') {
        text.append('.');
      } else {
        text.append(Pattern.quote(String.valueOf(each)));
      }
    }
    return Pattern.compile(text.toString(), Pattern.DOTALL);
  }
}
