package lockstep.lua;

/// Finds the first escape sequence in the strings of a text that Lua does not know. luaj drops the
/// backslash in silence, so that an escaped character number would be another name.
final class Escapes {
  private static final String KNOWN = "abfnrtv\\\"'\n\rxz0123456789";
  private static final String BLANKS = " \t\n\013\f\r";

  private final String text;
  private int at;

  /// @param text with a character for each byte
  Escapes(String text) {
    this.text = text;
  }

  /// Where the backslash is, or -1.
  int firstUnknown() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (text.startsWith("--", at)) {
        at += 2;
        skipComment();
      } else if (c == '[') {
        skipLong();
      } else if (c == '"' || c == '\'') {
        int unknown = string(c);
        if (unknown >= 0) {
          return unknown;
        }
      } else {
        at++;
      }
    }
    return -1;
  }

  private void skipComment() {
    if (at < text.length() && text.charAt(at) == '[' && skipLong()) {
      return;
    }
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      at++;
    }
  }

  /// Goes past `[[…]]`, with as many equals signs in between at the end as at the start, or past a
  /// bracket that is just one. Whether it was the former.
  private boolean skipLong() {
    int inner = at + 1;
    while (inner < text.length() && text.charAt(inner) == '=') {
      inner++;
    }
    if (inner >= text.length() || text.charAt(inner) != '[') {
      at++;
      return false;
    }
    String end = "]" + "=".repeat(inner - at - 1) + "]";
    int close = text.indexOf(end, inner + 1);
    at = close < 0 ? text.length() : close + end.length();
    return true;
  }

  /// Goes past a string. Where it has an unknown escape, or -1.
  private int string(char quote) {
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == quote || c == '\n' || c == '\r') {
        at++;
        return -1;
      }
      if (c == '\\') {
        if (at + 1 < text.length() && KNOWN.indexOf(text.charAt(at + 1)) < 0) {
          return at;
        }
        skipEscape();
      }
    }
    return -1;
  }

  /// From the backslash to the last character of the sequence: a line's end may be two, and `\z`
  /// takes the blanks after it.
  private void skipEscape() {
    at++;
    if (at < text.length() && text.charAt(at) == 'z') {
      while (at + 1 < text.length() && BLANKS.indexOf(text.charAt(at + 1)) >= 0) {
        at++;
      }
    } else if (text.startsWith("\r\n", at) || text.startsWith("\n\r", at)) {
      at++;
    }
  }
}
