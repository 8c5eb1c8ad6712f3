package lockstep.lua;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Turns the messages of luaj's compiler into Lua's.
final class Syntax {
  private static final Pattern PLACED = Pattern.compile(":(\\d+): ");
  private static final Pattern UNEXPECTED =
      Pattern.compile("unexpected symbol (\\d+) \\(.*\\)", Pattern.DOTALL);
  private static final Pattern NUMERAL = Pattern.compile("(?<![\\w.])[0-9][\\w.]*");

  private static final int FIRST_WORD = 257; // where the compiler's numbers of words begin
  private static final String[] WORDS = {
    "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in",
        "local", "nil", "not",
    "or", "repeat", "return", "then", "true", "until", "while", "..", "...", "==", ">=", "<=", "~=",
        "::", "<eof>",
    "<number>", "<name>", "<string>"
  };

  private Syntax() {}

  /// What is wrong with a chunk, as `FILE:LINE: text`.
  ///
  /// @param message the compiler's
  /// @param name the chunk's, as in [Chunks#name]
  static String message(String message, String name, byte[] source) {
    String file = Chunks.name(Chunks.string(name));
    if (message.contains("NumberFormatException")) {
      return malformedNumber(file, new String(source, StandardCharsets.ISO_8859_1));
    }
    // the compiler writes the name too, shortened: what follows it is the line
    var placed = PLACED.matcher(message);
    int from = Math.min(message.length(), shortName(name).length());
    return placed.find(from)
        ? file + ":" + placed.group(1) + ": " + text(message.substring(placed.end()))
        : file + ": " + message;
  }

  private static String shortName(String name) {
    return name.startsWith("@") || name.startsWith("=") ? name.substring(1) : "";
  }

  /// The compiler does not tell where the number is: it is the first that Java cannot read.
  private static String malformedNumber(String file, String source) {
    var numerals = NUMERAL.matcher(source);
    while (numerals.find()) {
      String numeral = numerals.group();
      if (!isNumber(numeral)) {
        long line =
            1 + source.substring(0, numerals.start()).chars().filter(c -> c == '\n').count();
        return file + ":" + line + ": malformed number near '" + numeral + "'";
      }
    }
    return file + ": malformed number";
  }

  private static boolean isNumber(String numeral) {
    if (numeral.startsWith("0x") || numeral.startsWith("0X")) {
      return true;
    }
    try {
      Double.parseDouble(numeral);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static String text(String text) {
    var unexpected = UNEXPECTED.matcher(text);
    if (unexpected.matches()) {
      String token = token(Integer.parseInt(unexpected.group(1)));
      return "unexpected symbol near " + token + hint(token);
    }
    if (text.startsWith("'}' expected (to close '{'")) {
      return text + "; is a comma missing at the end of the line before?";
    }
    return text.startsWith("no visible label 'break'") ? "break outside a loop" : text;
  }

  private static String token(int number) {
    if (number < FIRST_WORD) {
      return number < ' ' || number > '~' ? "'<\\" + number + ">'" : "'" + (char) number + "'";
    }
    String token = number - FIRST_WORD < WORDS.length ? WORDS[number - FIRST_WORD] : "?";
    return token.startsWith("<") && token.endsWith(">") ? token : "'" + token + "'";
  }

  private static String hint(String token) {
    return switch (token) {
      case "'/'" -> " (this is Lua 5.2: write math.floor(a / b) for a // b)";
      case "'<'", "'>'", "'&'", "'|'", "'~'" ->
          " (this is Lua 5.2: use the functions of bit32 for << >> & | ~)";
      default -> "";
    };
  }
}
