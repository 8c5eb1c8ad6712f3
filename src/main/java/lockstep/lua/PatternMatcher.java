package lockstep.lua;

import java.util.Arrays;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/// Lua's patterns (Lua 5.2 manual, section 6.4.1), matched by backtracking.
///
/// Written because luaj's matcher reads past the ends of subject and pattern, and cannot be
/// interrupted while a pattern such as `a*a*a*a*b` tries all combinations.
final class PatternMatcher {
  private static final int MOST_CAPTURES = 32;
  private static final int DEEPEST = 200; // as in Lua
  private static final int OPEN = -1;
  private static final int POSITION = -2;
  private static final char ESCAPE = '%';
  private static final int FAILED = -1;

  private final CallStack stack;
  private final byte[] subject;
  private final byte[] pattern;
  private final int[] starts = new int[MOST_CAPTURES];
  private final int[] lengths = new int[MOST_CAPTURES];
  private int captures;
  private int depth;

  PatternMatcher(CallStack stack, byte[] subject, byte[] pattern) {
    this.stack = stack;
    this.subject = subject;
    this.pattern = pattern;
  }

  /// Matches the pattern from `at` on, at just this place of the subject, and returns the end of
  /// the match or -1.
  int matchAt(int from, int at) {
    captures = 0;
    depth = 0;
    return match(from, at);
  }

  private int match(int from, int at) {
    stack.check();
    if (++depth > DEEPEST) {
      throw stack.raised("pattern too complex");
    }
    try {
      return matchItems(from, at);
    } finally {
      depth--;
    }
  }

  /// Goes along the items that need no decision; recursion is for those that do.
  private int matchItems(int from, int at) {
    int s = from;
    int p = at;
    while (p < pattern.length) {
      if (pattern[p] == '(') {
        return isAt(p + 1, ')') ? open(s, p + 2, POSITION) : open(s, p + 1, OPEN);
      }
      if (pattern[p] == ')') {
        return close(s, p + 1);
      }
      if (pattern[p] == '$' && p + 1 == pattern.length) {
        return s == subject.length ? s : FAILED;
      }
      if (pattern[p] == ESCAPE && isAt(p + 1, 'b')) {
        s = balance(s, p + 2);
        p += 4;
      } else if (pattern[p] == ESCAPE && isAt(p + 1, 'f')) {
        int end = frontierEnd(p + 2);
        s = isFrontier(s, p + 2, end) ? s : FAILED;
        p = end;
      } else if (pattern[p] == ESCAPE && p + 1 < pattern.length && isDigit(pattern[p + 1])) {
        s = sameAgain(s, pattern[p + 1]);
        p += 2;
      } else {
        int end = classEnd(p);
        byte suffix = end < pattern.length ? pattern[end] : 0;
        if (suffix == '*' || suffix == '+' || suffix == '-' || suffix == '?') {
          return repeat(s, p, end, suffix);
        }
        s = single(s, p, end) ? s + 1 : FAILED;
        p = end;
      }
      if (s == FAILED) {
        return FAILED;
      }
    }
    return s;
  }

  private int repeat(int s, int p, int end, byte suffix) {
    return switch (suffix) {
      case '?' -> optional(s, p, end);
      case '+' -> single(s, p, end) ? longest(s + 1, p, end) : FAILED;
      case '*' -> longest(s, p, end);
      default -> shortest(s, p, end);
    };
  }

  private int optional(int s, int p, int end) {
    int with = single(s, p, end) ? match(s + 1, end + 1) : FAILED;
    return with != FAILED ? with : match(s, end + 1);
  }

  private int longest(int s, int p, int end) {
    int count = 0;
    while (single(s + count, p, end)) {
      count++;
    }
    for (; count >= 0; count--) {
      int result = match(s + count, end + 1);
      if (result != FAILED) {
        return result;
      }
    }
    return FAILED;
  }

  private int shortest(int from, int p, int end) {
    for (int s = from; ; s++) {
      int result = match(s, end + 1);
      if (result != FAILED || !single(s, p, end)) {
        return result;
      }
    }
  }

  private int open(int s, int p, int kind) {
    if (captures == MOST_CAPTURES) {
      throw stack.raised("too many captures");
    }
    starts[captures] = s;
    lengths[captures] = kind;
    captures++;
    int result = match(s, p);
    if (result == FAILED) {
      captures--;
    }
    return result;
  }

  private int close(int s, int p) {
    int capture = captures - 1;
    while (capture >= 0 && lengths[capture] != OPEN) {
      capture--;
    }
    if (capture < 0) {
      throw stack.raised("invalid pattern capture");
    }
    lengths[capture] = s - starts[capture];
    int result = match(s, p);
    if (result == FAILED) {
      lengths[capture] = OPEN;
    }
    return result;
  }

  private int balance(int s, int p) {
    if (p + 1 >= pattern.length) {
      throw stack.raised("malformed pattern (missing arguments to '%b')");
    }
    if (s >= subject.length || subject[s] != pattern[p]) {
      return FAILED;
    }
    int nested = 1;
    for (int i = s + 1; i < subject.length; i++) {
      if (subject[i] == pattern[p + 1]) {
        if (--nested == 0) {
          return i + 1;
        }
      } else if (subject[i] == pattern[p]) {
        nested++;
      }
    }
    return FAILED;
  }

  private int frontierEnd(int p) {
    if (!isAt(p, '[')) {
      throw stack.raised("missing '[' after '%f' in pattern");
    }
    return classEnd(p);
  }

  private boolean isFrontier(int s, int p, int end) {
    int before = s == 0 ? 0 : Byte.toUnsignedInt(subject[s - 1]);
    int after = s == subject.length ? 0 : Byte.toUnsignedInt(subject[s]);
    return !CharacterClass.setHolds(pattern, p, end - 1, before)
        && CharacterClass.setHolds(pattern, p, end - 1, after);
  }

  private int sameAgain(int s, byte digit) {
    int capture = digit - '1';
    if (capture < 0 || capture >= captures || lengths[capture] == OPEN) {
      throw stack.raised("invalid capture index %" + (capture + 1));
    }
    int length = Math.max(lengths[capture], 0);
    boolean same =
        subject.length - s >= length
            && Arrays.equals(
                subject, starts[capture], starts[capture] + length, subject, s, s + length);
    return same ? s + length : FAILED;
  }

  /// Where the item at `p`, a character or a set, ends.
  private int classEnd(int p) {
    int at = p + 1;
    if (pattern[p] == ESCAPE) {
      if (at == pattern.length) {
        throw stack.raised("malformed pattern (ends with '%')");
      }
      return at + 1;
    }
    if (pattern[p] != '[') {
      return at;
    }
    at += isAt(at, '^') ? 1 : 0;
    do { // a bracket right at the beginning is a character
      if (at >= pattern.length) {
        throw stack.raised("malformed pattern (missing ']')");
      }
      at += pattern[at] == ESCAPE ? 2 : 1;
    } while (!isAt(at, ']'));
    return at + 1;
  }

  private boolean single(int s, int p, int end) {
    if (s >= subject.length) {
      return false;
    }
    int character = Byte.toUnsignedInt(subject[s]);
    return switch (pattern[p]) {
      case '.' -> true;
      case ESCAPE -> CharacterClass.matches(character, pattern[p + 1]);
      case '[' -> CharacterClass.setHolds(pattern, p, end - 1, character);
      default -> pattern[p] == subject[s];
    };
  }

  private boolean isAt(int p, char character) {
    return p < pattern.length && pattern[p] == character;
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }

  int captures() {
    return captures;
  }

  LuaString whole(int start, int end) {
    return LuaString.valueUsing(Arrays.copyOfRange(subject, start, end));
  }

  /// A capture of the last match; with none in the pattern, the whole match counts as the first.
  LuaValue capture(int index, int start, int end) {
    if (index >= captures) {
      if (index > 0) {
        throw stack.raised("invalid capture index %" + (index + 1));
      }
      return whole(start, end);
    }
    if (lengths[index] == OPEN) {
      throw stack.raised("unfinished capture");
    }
    return lengths[index] == POSITION
        ? LuaValue.valueOf(starts[index] + 1)
        : LuaString.valueUsing(
            Arrays.copyOfRange(subject, starts[index], starts[index] + lengths[index]));
  }
}
