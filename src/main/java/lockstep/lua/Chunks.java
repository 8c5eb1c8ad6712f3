package lockstep.lua;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import lockstep.event.Printable;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/// The names of chunks in messages: `@` and a file name, `=` and a title, or else the text of the
/// chunk itself.
final class Chunks {
  private static final int MOST_OF_TEXT = 40; // enough to recognise it by

  private Chunks() {}

  static String name(@Nullable LuaString source) {
    if (source == null || source.length() == 0) {
      return "?";
    }
    byte[] bytes = bytes(source);
    if (bytes[0] == '@' || bytes[0] == '=') {
      return Printable.of(Arrays.copyOfRange(bytes, 1, bytes.length));
    }
    String text = Printable.of(bytes);
    int end = Math.min(text.length(), MOST_OF_TEXT);
    return "[string \"" + text.substring(0, end) + (end < text.length() ? "..." : "") + "\"]";
  }

  static byte[] bytes(LuaString string) {
    return Arrays.copyOfRange(string.m_bytes, string.m_offset, string.m_offset + string.m_length);
  }

  /// The text of a value. luaj's own decoder fails on some strings that are no UTF-8.
  static String text(LuaValue value) {
    return value instanceof LuaString string
        ? new String(bytes(string), StandardCharsets.UTF_8)
        : value.tojstring();
  }

  static LuaString string(String text) {
    return LuaString.valueUsing(text.getBytes(StandardCharsets.UTF_8));
  }
}
