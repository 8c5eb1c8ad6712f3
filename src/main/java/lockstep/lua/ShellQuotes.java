package lockstep.lua;

import java.util.ArrayDeque;
import java.util.Deque;

/// Follows the quotes of a shell command, to write an argument (`$1`) in the way that leaves its
/// value in one piece.
///
/// lsyncd puts double quotes around each, which between double quotes of the command's own takes
/// them away: the value is then split at blanks.
final class ShellQuotes {
  private static final char NONE = ' ';

  private final String command;

  /// Between the lines of a here-document quotes are text.
  private final boolean unknown;

  /// The quotes that are open, and for each `$(…)` around, those outside of it.
  private final Deque<Character> open = new ArrayDeque<>();

  private int at;

  ShellQuotes(String command) {
    this.command = command;
    this.unknown = command.contains("<<");
    open.push(NONE);
  }

  /// Reads on to a place.
  void upTo(int place) {
    while (at < place) {
      at += read(command.charAt(at));
    }
  }

  /// @return how many characters were read
  private int read(char c) {
    char quote = open.element();
    if (quote == '\'') {
      if (c == '\'') {
        turn(NONE);
      }
      return 1;
    }
    if (c == '\\') {
      return 2;
    }
    if (c == '$' && command.startsWith("(", at + 1)) {
      open.push(NONE);
      return 2;
    }
    if (c == '"') {
      turn(quote == '"' ? NONE : '"');
      return 1;
    }
    return quote == '"' ? 1 : readBare(c);
  }

  private int readBare(char c) {
    if (c == '\'') {
      turn('\'');
    } else if (c == ')' && open.size() > 1) {
      open.pop();
    } else if (c == '#' && (at == 0 || Character.isWhitespace(command.charAt(at - 1)))) {
      int end = command.indexOf('\n', at);
      return (end < 0 ? command.length() : end) - at;
    }
    return 1;
  }

  private void turn(char quote) {
    open.pop();
    open.push(quote);
  }

  /// The argument at this place.
  String argument(int number) {
    String name = number < 10 ? "$" + number : "${" + number + "}";
    if (unknown) {
      return "\"" + name + "\"";
    }
    return switch (open.element()) {
      case '"' -> "${" + number + "}"; // a digit may follow
      case '\'' -> "'\"" + name + "\"'";
      default -> "\"" + name + "\"";
    };
  }
}
