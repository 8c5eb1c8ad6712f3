package lockstep.lua;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/// Turns luaj's errors into the values that Lua would have raised: `FILE:LINE: text`, with the
/// variable's name where it can be told.
final class Failures {
  private static final Pattern INDEX =
      Pattern.compile(
          "(?:attempt to index \\? \\(an? |index expected, got )(\\w+).*", Pattern.DOTALL);
  private static final Pattern CALL = Pattern.compile("attempt to call (\\w+)");
  private static final Pattern ARITHMETIC =
      Pattern.compile("attempt to perform arithmetic (?:(?:__)?\\w+ )??on .*");
  private static final Pattern LENGTH = Pattern.compile("attempt to get length of (\\w+)");
  private static final Pattern CONCATENATE = Pattern.compile("attempt to concatenate .*");
  private static final Pattern COMPARE =
      Pattern.compile("attempt to compare __\\w+ on (\\w+) and (\\w+)");
  private static final Pattern COMPARE_NUMBER =
      Pattern.compile("attempt to compare (\\w+) with number expected, got \\w+");
  private static final Pattern ARGUMENT = Pattern.compile("bad argument(?: (#\\d+))?: (.*)");

  /// The functions that nearly every configuration calls.
  private static final List<String> FUNCTIONS = List.of("settings", "sync");

  private Failures() {}

  /// The error's value, as `pcall` returns it.
  static LuaValue value(LuaError error, CallStack stack) {
    return error instanceof Raised raised
        ? raised.value()
        : Chunks.string(text(String.valueOf(error.getMessage()), stack));
  }

  private static String text(String message, CallStack stack) {
    String trimmed = message.endsWith("\n") ? message.substring(0, message.length() - 1) : message;
    var place = stack.failure();
    if (place != null) {
      String prefix =
          Chunks.text(place.prototype().source)
              + ":"
              + (place.line() < 0 ? "?" : place.line())
              + " ";
      if (trimmed.startsWith(prefix)) {
        String text = trimmed.substring(prefix.length());
        boolean complete =
            text.startsWith(
                place.text() + ": "); // from a coroutine, which lost the error but kept its text
        return complete ? text.strip() : place.text() + ": " + clearer(text, place);
      }
    }
    return trimmed;
  }

  private static String clearer(String text, Frames.Place place) {
    int code = place.prototype().code[place.counter()];
    var index = INDEX.matcher(text);
    if (index.matches()) {
      return indexing(index.group(1), VariableName.indexed(place));
    }
    var call = CALL.matcher(text);
    if (call.matches()) {
      return calling(call.group(1), VariableName.called(place));
    }
    var length = LENGTH.matcher(text);
    if (length.matches()) {
      String name = VariableName.register(place, Lua.GETARG_B(code));
      return "attempt to get length of a " + length.group(1) + " value" + VariableName.suffix(name);
    }
    if (ARITHMETIC.matcher(text).matches()) {
      return VariableName.operand(place, "attempt to perform arithmetic on");
    }
    if (CONCATENATE.matcher(text).matches()) {
      return VariableName.operand(place, "attempt to concatenate");
    }
    return library(text, place);
  }

  private static String library(String text, Frames.Place place) {
    Matcher compare = COMPARE.matcher(text);
    if (compare.matches()) {
      return compared(compare.group(1), compare.group(2));
    }
    var number = COMPARE_NUMBER.matcher(text);
    if (number.matches()) {
      return compared("number", number.group(1));
    }
    var argument = ARGUMENT.matcher(text);
    if (argument.matches()) {
      String which = argument.group(1) == null ? "" : argument.group(1) + " ";
      return "bad argument "
          + which
          + "to '"
          + VariableName.function(place)
          + "' ("
          + argument.group(2)
          + ")";
    }
    if (text.startsWith("vm error: ")) {
      return "the Lua interpreter failed: " + text.substring("vm error: ".length());
    }
    return text.equals("table index expected, got table")
        ? "table index is nil or not a number"
        : text;
  }

  private static String compared(String left, String right) {
    return left.equals(right)
        ? "attempt to compare two " + left + " values"
        : "attempt to compare " + left + " with " + right;
  }

  private static String calling(String type, @Nullable String name) {
    String text = "attempt to call a " + type + " value" + VariableName.suffix(name);
    var meant =
        name != null && name.startsWith("global '")
            ? Suggestion.of(name.substring("global '".length(), name.length() - 1), FUNCTIONS)
            : Optional.<String>empty();
    return meant.map(word -> text + "; did you mean " + word + "?").orElse(text);
  }

  private static String indexing(String type, @Nullable String name) {
    String text = "attempt to index a " + type + " value" + VariableName.suffix(name);
    return "global 'settings'".equals(name) ? text + "; write settings{ KEY = VALUE }" : text;
  }
}
