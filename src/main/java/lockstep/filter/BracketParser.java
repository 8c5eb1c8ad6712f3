package lockstep.filter;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads the `[…]` of a pattern: `!` or `^` first negates, a `]` first is literal, then bytes,
/// ranges, `\` escapes and POSIX classes such as `[:alpha:]`, which are those of ASCII. No bracket
/// ever matches a slash.
///
/// rsync's ways at the edges are kept: the first byte of a range counts even if the range is empty
/// (`[b-a]` is `b`), a minus after a range or a class is literal, and what is unfinished matches
/// nothing.
final class BracketParser {
  private static final int NONE = -1;

  private final byte[] pattern;
  private final ByteSet set = new ByteSet();
  private int at;
  private int previous = NONE;

  /// @param at the index after the opening bracket
  BracketParser(byte[] pattern, int at) {
    this.pattern = pattern;
    this.at = at;
  }

  /// The index after the closing bracket.
  int end() {
    return at;
  }

  /// The bytes that the bracket matches, or null if it is unfinished or names an unknown class.
  @Nullable ByteSet parse() {
    boolean negated = peek(0) == '!' || peek(0) == '^';
    at += negated ? 1 : 0;
    boolean sound = item();
    while (sound && peek(0) != ']') {
      sound = item();
    }
    if (!sound) {
      return null;
    }
    at++;
    if (negated) {
      set.complement();
    }
    set.remove('/');
    return set;
  }

  private int peek(int ahead) {
    return at + ahead < pattern.length ? Byte.toUnsignedInt(pattern[at + ahead]) : NONE;
  }

  private boolean item() {
    if (peek(0) == '-' && previous != NONE && peek(1) != ']' && peek(1) != NONE) {
      return range();
    }
    if (peek(0) == '[' && peek(1) == ':') {
      int close = closeOfClass();
      if (close == NONE) {
        return false;
      }
      if (close > 0) {
        return posixClass(close);
      }
    }
    int value = literal();
    if (value == NONE) {
      return false;
    }
    set.add(value);
    previous = value;
    return true;
  }

  private int literal() {
    at += peek(0) == '\\' ? 1 : 0;
    int value = peek(0);
    at++;
    return value;
  }

  private boolean range() {
    at++;
    int last = literal();
    if (last == NONE) {
      return false;
    }
    set.addRange(previous, last);
    previous = NONE;
    return true;
  }

  /// The index of the `]` that ends the class beginning here, 0 if the `[` is an ordinary byte, or
  /// NONE if no `]` follows.
  private int closeOfClass() {
    int close = at + 2;
    while (close < pattern.length && pattern[close] != ']') {
      close++;
    }
    if (close == pattern.length) {
      return NONE;
    }
    return close - at >= 3 && pattern[close - 1] == ':' ? close : 0;
  }

  private boolean posixClass(int close) {
    String name = new String(pattern, at + 2, close - 1 - (at + 2), StandardCharsets.ISO_8859_1);
    at = close + 1;
    previous = NONE;
    return addClass(name);
  }

  private boolean addClass(String name) {
    switch (name) {
      case "alnum" -> addAlphanumeric();
      case "alpha" -> addAlpha();
      case "blank" -> addAll(" \t");
      case "cntrl" -> addControl();
      case "digit" -> set.addRange('0', '9');
      case "graph" -> set.addRange('!', '~');
      case "lower" -> set.addRange('a', 'z');
      case "print" -> set.addRange(' ', '~');
      case "punct" -> addPunctuation();
      case "space" -> addAll(" \t\n\u000b\f\r");
      case "upper" -> set.addRange('A', 'Z');
      case "xdigit" -> addAll("0123456789abcdefABCDEF");
      default -> {
        return false;
      }
    }
    return true;
  }

  private void addAll(String characters) {
    characters.chars().forEach(set::add);
  }

  private void addAlpha() {
    set.addRange('a', 'z');
    set.addRange('A', 'Z');
  }

  private void addAlphanumeric() {
    addAlpha();
    set.addRange('0', '9');
  }

  private void addControl() {
    set.addRange(0, 31);
    set.add(127);
  }

  private void addPunctuation() {
    set.addRange('!', '/');
    set.addRange(':', '@');
    set.addRange('[', '`');
    set.addRange('{', '~');
  }
}
