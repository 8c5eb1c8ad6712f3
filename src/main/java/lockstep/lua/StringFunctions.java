package lockstep.lua;

import java.util.Arrays;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/// The functions of the string library that luaj gets wrong, and those that lsyncd adds.
final class StringFunctions implements Library {
  private final CallStack stack;

  StringFunctions(CallStack stack) {
    this.stack = stack;
  }

  void install(LuaTable string) {
    install(string, "rep", "upper", "lower", "starts", "ends", "format");
    new PatternFunctions(stack).install(string);
  }

  @Override
  public Varargs call(String function, Varargs arguments) {
    return switch (function) {
      case "rep" -> rep(arguments);
      case "upper" -> map(arguments, 'a', 'z');
      case "lower" -> map(arguments, 'A', 'Z');
      case "starts" -> starts(arguments);
      case "ends" -> ends(arguments);
      case "format" -> new Format(stack, arguments).result();
      default -> throw Library.unknown(function);
    };
  }

  private Varargs rep(Varargs arguments) {
    byte[] text = Chunks.bytes(arguments.checkstring(1));
    int count = Math.max(0, arguments.checkint(2));
    byte[] separator = Chunks.bytes(arguments.optstring(3, LuaValue.EMPTYSTRING));
    long length =
        count == 0 ? 0 : (long) count * text.length + (long) (count - 1) * separator.length;
    stack.checkLength(length);
    var result = new byte[(int) length];
    for (int at = 0; at < length; at += text.length + separator.length) {
      System.arraycopy(text, 0, result, at, text.length);
      if (at + text.length < length) {
        System.arraycopy(separator, 0, result, at + text.length, separator.length);
      }
    }
    return LuaString.valueUsing(result);
  }

  /// Changes the case of ASCII letters only, as the C locale does; other bytes may be parts of
  /// characters.
  private static Varargs map(Varargs arguments, char first, char last) {
    byte[] bytes = Chunks.bytes(arguments.checkstring(1));
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] >= first && bytes[i] <= last) {
        bytes[i] ^= 0x20;
      }
    }
    return LuaString.valueUsing(bytes);
  }

  private static Varargs starts(Varargs arguments) {
    byte[] text = Chunks.bytes(arguments.checkstring(1));
    byte[] start = Chunks.bytes(arguments.checkstring(2));
    int end = Math.min(text.length, start.length);
    return LuaValue.valueOf(Arrays.equals(text, 0, end, start, 0, start.length));
  }

  private static Varargs ends(Varargs arguments) {
    byte[] text = Chunks.bytes(arguments.checkstring(1));
    byte[] end = Chunks.bytes(arguments.checkstring(2));
    int from = Math.max(0, text.length - end.length);
    return LuaValue.valueOf(Arrays.equals(text, from, text.length, end, 0, end.length));
  }
}
