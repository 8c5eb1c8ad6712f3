package lockstep.lua;

import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import lockstep.event.Printable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/// What ended a script, as a message that can be printed and tells where it arose.
final class ErrorText {
  /// How a message begins that tells already where it belongs.
  private static final Pattern PLACED = Pattern.compile("[^\n]{0,300}?:[0-9]+: ");

  private static final int MOST_LINES = 8;
  private static final int LONGEST_LINE = 1000;

  private ErrorText() {}

  /// @param subject what is being run, which lines of its own begin with
  static String of(String subject, CallStack stack, LuaError error) {
    var value = Failures.value(error, stack);
    String text = lines(subject, text(value));
    var place = stack.failure();
    boolean bare =
        error instanceof Raised raised && raised.isBare() && !PLACED.matcher(text).lookingAt();
    return bare && place != null ? place.text() + ": " + text : text;
  }

  private static LuaString text(LuaValue value) {
    var otherwise = Chunks.string("(error object is a " + value.typename() + " value)");
    boolean isText = value.isstring() || !value.metatag(LuaValue.TOSTRING).isnil();
    try {
      return isText ? BaseFunctions.text(value) : otherwise;
    } catch (LuaError | StackOverflowError e) {
      return otherwise; // its way of telling what went wrong went wrong itself
    }
  }

  /// A message as lines that can be printed. Those after the first are indented unless they tell
  /// themselves where they belong, so that no text of a script passes for a line of ours.
  private static String lines(String subject, LuaString message) {
    var lines = new StringJoiner("\n");
    int count = 0;
    for (var line :
        new String(Chunks.bytes(message), StandardCharsets.ISO_8859_1)
            .replace("\t", "  ")
            .split("\n", -1)) {
      if (count++ < MOST_LINES) {
        // the quoted parts have been made printable before: their backslashes are not doubled again
        String printable =
            Printable.of(line.getBytes(StandardCharsets.ISO_8859_1)).replace("\\\\", "\\");
        boolean indented =
            count == 1 || printable.startsWith(" ") || printable.startsWith(subject + ":");
        printable = indented ? printable : "  " + printable;
        lines.add(
            printable.length() > LONGEST_LINE
                ? printable.substring(0, LONGEST_LINE) + "..."
                : printable);
      }
    }
    if (count > MOST_LINES) {
      lines.add("  ...");
    }
    return lines.toString();
  }
}
