package lockstep.filter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A pattern with `*`, `**`, `?` or `[…]`, compiled once and compared with whole byte ranges.
///
/// A star first takes nothing and, where the rest fails, one byte more. Only the last `*` and the
/// last `**` passed need another try: what stood before them was matched as early as possible, and
/// a later start reaches nothing that their own growing does not reach too (a `*` stops at the
/// slash at which its rivals would stop as well). So the work is bounded by the product of the
/// lengths for each start of a `**`, never exponential.
final class Wildcard {
  private static final int ANY = -1;
  private static final int STAR = -2;
  private static final int DOUBLE_STAR = -3;

  /// Matches no byte: stands for what is unfinished.
  private static final int NEVER = -4;

  /// Codes from here on are brackets; below are literal bytes.
  private static final int BRACKET = 256;

  private final int[] codes;
  private final List<ByteSet> brackets = new ArrayList<>();

  Wildcard(byte[] pattern) {
    var compiled = new int[pattern.length];
    int length = 0;
    int at = 0;
    while (at < pattern.length) {
      switch (pattern[at]) {
        case '*' -> {
          int end = endOfStars(pattern, at);
          compiled[length++] = end - at == 1 ? STAR : DOUBLE_STAR;
          at = end;
        }
        case '[' -> {
          var parser = new BracketParser(pattern, at + 1);
          compiled[length++] = bracket(parser);
          at = parser.end();
        }
        case '\\' -> {
          compiled[length++] =
              at + 1 < pattern.length ? Byte.toUnsignedInt(pattern[at + 1]) : NEVER;
          at += 2;
        }
        default -> {
          compiled[length++] = pattern[at] == '?' ? ANY : Byte.toUnsignedInt(pattern[at]);
          at++;
        }
      }
    }
    codes = Arrays.copyOf(compiled, length);
  }

  private static int endOfStars(byte[] pattern, int at) {
    int end = at;
    while (end < pattern.length && pattern[end] == '*') {
      end++;
    }
    return end;
  }

  private int bracket(BracketParser parser) {
    ByteSet set = parser.parse();
    if (set == null) {
      return NEVER;
    }
    brackets.add(set);
    return BRACKET + brackets.size() - 1;
  }

  boolean neverMatches() {
    return Arrays.stream(codes).anyMatch(code -> code == NEVER);
  }

  boolean matches(byte[] text, int from, int to) {
    int code = 0;
    int at = from;
    int starCode = -1;
    int starAt = 0;
    int doubleCode = -1;
    int doubleAt = 0;
    while (true) {
      if (code < codes.length && codes[code] == STAR) {
        starCode = ++code;
        starAt = at;
      } else if (code < codes.length && codes[code] == DOUBLE_STAR) {
        doubleCode = ++code;
        doubleAt = at;
        starCode = -1;
      } else if (code == codes.length && at == to) {
        return true;
      } else if (code < codes.length
          && at < to
          && accepts(codes[code], Byte.toUnsignedInt(text[at]))) {
        code++;
        at++;
      } else if (starCode >= 0 && starAt < to && text[starAt] != '/') {
        at = ++starAt;
        code = starCode;
      } else if (doubleCode >= 0 && doubleAt < to) {
        at = ++doubleAt;
        code = doubleCode;
        starCode = -1;
      } else {
        return false;
      }
    }
  }

  private boolean accepts(int code, int value) {
    if (code >= BRACKET) {
      return brackets.get(code - BRACKET).contains(value);
    }
    return code == ANY ? value != '/' : code == value;
  }
}
