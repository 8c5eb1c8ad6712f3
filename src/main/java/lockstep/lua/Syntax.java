package lockstep.lua;

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
  static String message(String message, SourceText source) {
    if (message.contains("NumberFormatException")) {
      return malformedNumber(source);
    }
    if (message.contains("NullPointerException")) { // it has lost the words for this
      return source.reached(
          "a function has more than 200 local variables, or more than 255 parameters or outer"
              + " variables");
    }
    if (message.equals("compiler assert failed")) {
      return source.reached("a function is too long for the Lua interpreter");
    }
    // the compiler writes the name too, shortened: what follows it is the line
    var placed = PLACED.matcher(message);
    int from = Math.min(message.length(), source.shortName().length());
    return placed.find(from)
        ? source.message(placed.group(1), text(message.substring(placed.end())))
        : source.reached(message);
  }

  /// The compiler does not tell where the number is: it is the first that Java cannot read.
  private static String malformedNumber(SourceText source) {
    var numerals = NUMERAL.matcher(source.characters());
    while (numerals.find()) {
      String numeral = numerals.group();
      if (!isNumber(numeral)) {
        return source.placed(numerals.start(), "malformed number near '" + numeral + "'");
      }
    }
    return source.reached("malformed number");
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
