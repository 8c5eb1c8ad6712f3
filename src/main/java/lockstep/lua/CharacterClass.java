package lockstep.lua;

/// The classes of Lua's patterns, such as `%a` and `[^%s,]`, over bytes as in the C locale.
final class CharacterClass {
  private CharacterClass() {}

  /// Whether the class of a letter after `%` holds the character; any other character stands for
  /// itself.
  static boolean matches(int character, int letter) {
    int lower = letter | 0x20;
    boolean isClass =
        switch (lower) {
          case 'a', 'c', 'd', 'g', 'l', 'p', 's', 'u', 'w', 'x' -> isLetter(letter);
          default -> false;
        };
    return isClass ? holds(lower, character) == (letter == lower) : letter == (byte) character;
  }

  private static boolean holds(int letter, int c) {
    return switch (letter) {
      case 'a' -> isLetter(c);
      case 'c' -> c < ' ' || c == 0x7f;
      case 'd' -> isDigit(c);
      case 'g' -> isGraphic(c);
      case 'l' -> c >= 'a' && c <= 'z';
      case 'p' -> isGraphic(c) && !isLetter(c) && !isDigit(c);
      case 's' -> c == ' ' || c >= '\t' && c <= '\r';
      case 'u' -> c >= 'A' && c <= 'Z';
      case 'w' -> isLetter(c) || isDigit(c);
      default -> isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    };
  }

  private static boolean isLetter(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isGraphic(int c) {
    return c > ' ' && c < 0x7f;
  }

  /// Whether the set from its opening bracket at `start` to its closing one at `end` holds the
  /// character.
  static boolean setHolds(byte[] pattern, int start, int end, int character) {
    int at = start + 1;
    boolean negated = pattern[at] == '^';
    at += negated ? 1 : 0;
    while (at < end) {
      if (pattern[at] == '%') {
        if (matches(character, pattern[at + 1])) {
          return !negated;
        }
        at += 2;
      } else if (at + 2 < end && pattern[at + 1] == '-') {
        if (character >= Byte.toUnsignedInt(pattern[at])
            && character <= Byte.toUnsignedInt(pattern[at + 2])) {
          return !negated;
        }
        at += 3;
      } else {
        if (Byte.toUnsignedInt(pattern[at]) == character) {
          return !negated;
        }
        at++;
      }
    }
    return negated;
  }
}
