package lockstep.lua;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.Varargs;

/// `string.format`, with C's flags, widths and precisions; luaj's ignores them for strings.
final class Format {
  private static final int WIDEST = 99; // as in Lua

  private final CallStack stack;
  private final Varargs arguments;
  private final byte[] format;
  private final ByteArrayOutputStream result = new ByteArrayOutputStream();
  private int at;
  private int argument = 1;

  private String flags = "";
  private int width;
  private int precision;

  Format(CallStack stack, Varargs arguments) {
    this.stack = stack;
    this.arguments = arguments;
    this.format = Chunks.bytes(arguments.checkstring(1));
  }

  LuaString result() {
    while (at < format.length) {
      byte next = format[at++];
      if (next != '%') {
        result.write(next);
      } else if (at < format.length && format[at] == '%') {
        result.write(format[at++]);
      } else {
        item();
      }
    }
    return LuaString.valueUsing(result.toByteArray());
  }

  private void item() {
    int start = at;
    while (at < format.length && "-+ #0".indexOf(format[at]) >= 0) {
      at++;
    }
    flags = new String(format, start, at - start, StandardCharsets.ISO_8859_1);
    width = Math.max(0, number());
    precision = -1;
    if (at < format.length && format[at] == '.') {
      at++;
      precision = Math.max(0, number());
    }
    char conversion = at < format.length ? (char) format[at++] : 0;
    argument++;
    switch (conversion) {
      case 'd', 'i' -> integer(Long.toString(wholeNumber()));
      case 'u' -> integer(Long.toUnsignedString(wholeNumber()));
      case 'o' -> integer(Long.toOctalString(wholeNumber()));
      case 'x' -> integer(prefix("0x") + Long.toHexString(wholeNumber()));
      case 'X' ->
          integer((prefix("0x") + Long.toHexString(wholeNumber())).toUpperCase(Locale.ROOT));
      case 'c' -> pad(new byte[] {(byte) arguments.checkint(argument)});
      case 'a', 'A', 'e', 'E', 'f', 'F', 'g', 'G' -> floating(conversion);
      case 's' -> string();
      case 'q' -> quote(Chunks.bytes(arguments.checkstring(argument)));
      default -> throw stack.raised("invalid option '%" + conversion + "' to 'format'");
    }
  }

  private int number() {
    int number = -1;
    while (at < format.length && format[at] >= '0' && format[at] <= '9') {
      number = Math.max(0, number) * 10 + format[at++] - '0';
      if (number > WIDEST) {
        throw stack.raised("invalid format (width or precision too long)");
      }
    }
    return number;
  }

  private long wholeNumber() {
    double number = arguments.checkdouble(argument);
    if (number != Math.rint(number)) {
      throw stack.raised(
          "bad argument #" + argument + " to 'format' (number has no integer representation)");
    }
    return (long) number;
  }

  private String prefix(String text) {
    return flags.contains("#") ? text : "";
  }

  private void integer(String text) {
    boolean negative = text.startsWith("-");
    String digits = negative ? text.substring(1) : text;
    String zeros = "0".repeat(Math.max(0, precision - digits.length()));
    signed(negative, zeros + digits, precision < 0);
  }

  private void floating(char conversion) {
    double number = arguments.checkdouble(argument);
    int decimals = precision < 0 ? 6 : precision;
    String text =
        switch (Character.toLowerCase(conversion)) {
          case 'a' -> Double.toHexString(number).replaceFirst("p(?=\\d)", "p+");
          case 'e' -> Numerals.scientific(number, decimals);
          case 'f' -> Numerals.fixed(number, decimals);
          default -> Numerals.general(number, decimals, flags.contains("#"));
        };
    String cased = Character.isUpperCase(conversion) ? text.toUpperCase(Locale.ROOT) : text;
    boolean negative = cased.startsWith("-");
    boolean finite = !Double.isNaN(number) && !Double.isInfinite(number);
    signed(negative, negative ? cased.substring(1) : cased, finite);
  }

  private void signed(boolean negative, String digits, boolean mayFill) {
    String sign = negative ? "-" : flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
    boolean fill = mayFill && flags.contains("0") && !flags.contains("-");
    String zeros = fill ? "0".repeat(Math.max(0, width - sign.length() - digits.length())) : "";
    pad((sign + zeros + digits).getBytes(StandardCharsets.ISO_8859_1));
  }

  private void string() {
    var value = arguments.checkvalue(argument);
    byte[] bytes = Chunks.bytes(BaseFunctions.text(value));
    pad(precision >= 0 && precision < bytes.length ? Arrays.copyOf(bytes, precision) : bytes);
  }

  private void pad(byte[] text) {
    byte[] blanks =
        " ".repeat(Math.max(0, width - text.length)).getBytes(StandardCharsets.ISO_8859_1);
    boolean left = flags.contains("-");
    result.writeBytes(left ? text : blanks);
    result.writeBytes(left ? blanks : text);
  }

  /// Writes a string so that Lua reads it back as the same bytes.
  private void quote(byte[] text) {
    result.write('"');
    for (int i = 0; i < text.length; i++) {
      boolean digitFollows = i + 1 < text.length && text[i + 1] >= '0' && text[i + 1] <= '9';
      switch (text[i]) {
        case '"', '\\', '\n' -> {
          result.write('\\');
          result.write(text[i]);
        }
        case '\r' -> result.writeBytes("\\r".getBytes(StandardCharsets.ISO_8859_1));
        case 0 ->
            result.writeBytes(
                (digitFollows ? "\\000" : "\\0").getBytes(StandardCharsets.ISO_8859_1));
        default -> result.write(text[i]);
      }
    }
    result.write('"');
  }
}
