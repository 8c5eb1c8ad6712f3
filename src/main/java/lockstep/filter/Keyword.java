package lockstep.filter;

import org.jspecify.annotations.Nullable;

/// The word or sign that a filter rule begins with.
enum Keyword {
  EXCLUDE('-', "exclude"),
  INCLUDE('+', "include"),
  HIDE('H', "hide"),
  SHOW('S', "show"),
  PROTECT('P', "protect"),
  RISK('R', "risk"),
  CLEAR('!', "clear"),
  MERGE('.', "merge"),
  DIR_MERGE(':', "dir-merge");

  private final byte sign;
  private final String word;

  Keyword(char sign, String word) {
    this.sign = (byte) sign;
    this.word = word;
  }

  static @Nullable Keyword of(byte[] line) {
    for (Keyword keyword : values()) {
      if (keyword.length(line) > 0) {
        return keyword;
      }
    }
    return null;
  }

  /// How many bytes of the line this keyword takes; 0 if the line does not begin with it. A word
  /// ends at a separator, a sign by itself.
  int length(byte[] line) {
    int end = word.length();
    if (startsWithWord(line)
        && (line.length == end || line[end] == ',' || line[end] == ' ' || line[end] == '_')) {
      return end;
    }
    return line.length > 0 && line[0] == sign ? 1 : 0;
  }

  private boolean startsWithWord(byte[] line) {
    int matching = 0;
    while (matching < Math.min(line.length, word.length())
        && line[matching] == word.charAt(matching)) {
      matching++;
    }
    return matching == word.length();
  }
}
