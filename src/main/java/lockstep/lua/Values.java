package lockstep.lua;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import lockstep.event.AbsolutePath;
import lockstep.event.Printable;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/// The values of one table, each read as the type that its key asks for; a value of another type is
/// an error that names the key.
final class Values {
  private static final double LONGEST =
      1e9; // seconds: over thirty years, and well within a Duration

  /// `PATH_MAX` without its NUL, and `NAME_MAX`.
  private static final int LONGEST_PATH = 4095;

  private static final int LONGEST_NAME = 255;

  private static final Set<String> MEANT_AS_NO =
      Set.of("", "0", "no", "false", "off", "none", "nil");

  private final LuaTable table;
  private final String subject;
  private final Location location;
  private final List<String> warnings;

  /// @param subject how messages call a key, such as `Parameter "rsync.%s"`
  Values(LuaTable table, String subject, Location location, List<String> warnings) {
    this.table = table;
    this.subject = subject;
    this.location = location;
    this.warnings = warnings;
  }

  LuaValue get(String key) {
    return table.get(key);
  }

  boolean has(String key) {
    return !get(key).isnil();
  }

  Raised error(String key, String trouble) {
    return location.error(subject.formatted(key) + " " + trouble);
  }

  private Raised mistyped(String key, String expected) {
    return error(key, "must be " + expected + ", not " + describe(get(key)));
  }

  /// Raises an error if the key is set to anything that does not pass.
  void expect(String key, String expected, Predicate<LuaValue> passes) {
    var value = get(key);
    if (!value.isnil() && !passes.test(value)) {
      throw mistyped(key, expected);
    }
  }

  /// lsyncd takes every value but `false` and `nil` for true; one that reads like a no is refused
  /// instead.
  boolean flag(String key, boolean otherwise) {
    var value = get(key);
    if (value.isnil()) {
      return otherwise;
    }
    if (value.isboolean()) {
      return value.toboolean();
    }
    if (!value.isstring()
        || MEANT_AS_NO.contains(Chunks.text(BaseFunctions.text(value)).toLowerCase(Locale.ROOT))) {
      throw mistyped(key, "true or false");
    }
    warnings.add(
        location.where()
            + ": "
            + subject.formatted(key)
            + " is "
            + describe(value)
            + ", which counts as true");
    return true;
  }

  /// A text as bytes; numbers are written as Lua does. Null if the key is not set.
  byte @Nullable [] bytes(String key) {
    var value = get(key);
    if (value.isnil()) {
      return null;
    }
    if (!value.isstring()) {
      throw mistyped(key, "a string");
    }
    return bytes(key, value);
  }

  private byte[] bytes(String key, LuaValue value) {
    byte[] bytes = Chunks.bytes(BaseFunctions.text(value));
    for (byte b : bytes) {
      if (b == 0) {
        throw error(key, "holds a NUL character");
      }
    }
    return bytes;
  }

  @Nullable String text(String key) {
    byte[] bytes = bytes(key);
    return bytes == null ? null : Printable.of(bytes);
  }

  /// A string, or a list of strings.
  ///
  /// @param mistyped the message for anything else
  List<byte[]> list(String key, String mistyped) {
    var value = get(key);
    if (value.isnil() || value.raweq(LuaValue.FALSE)) {
      return List.of();
    }
    if (value.isstring()) {
      return List.of(bytes(key, value));
    }
    if (!(value instanceof LuaTable items)) {
      throw location.error(mistyped);
    }
    var list = new ArrayList<byte[]>();
    for (var index : CheckGauge.sorted(items)) {
      var item = items.get(index);
      if (!index.isinttype() || !item.isstring()) {
        throw error(
            key,
            "must be a list of strings; its entry "
                + CheckGauge.name(index)
                + " is "
                + describe(item));
      }
      list.add(bytes(key, item));
    }
    return list;
  }

  /// A whole number from 1; null if the key is not set. Infinity stands for the largest there is.
  @Nullable Integer count(String key) {
    var value = get(key);
    if (value.isnil()) {
      return null;
    }
    double number = value.type() == LuaValue.TNUMBER ? value.todouble() : Double.NaN;
    if (!(number >= 1) || number != Math.rint(number)) {
      throw mistyped(key, "a whole number from 1");
    }
    return (int) Math.min(number, Integer.MAX_VALUE);
  }

  /// A number of seconds from 0; null if the key is not set.
  @Nullable Duration seconds(String key) {
    var value = get(key);
    if (value.isnil()) {
      return null;
    }
    double number = value.type() == LuaValue.TNUMBER ? value.todouble() : Double.NaN;
    if (!(number >= 0) || number > LONGEST) {
      throw mistyped(key, "a number of seconds from 0 to 1000000000");
    }
    return Duration.ofNanos(Math.round(number * 1e9));
  }

  /// An absolute path; null if the key is not set.
  @Nullable AbsolutePath path(String key) {
    var value = get(key);
    if (!value.isnil() && !(value instanceof LuaString)) {
      throw mistyped(key, "a path as a string");
    }
    byte[] bytes = bytes(key);
    if (bytes == null) {
      return null;
    }
    if (bytes.length == 0) {
      throw error(key, "is an empty string; was a variable not set?");
    }
    if (bytes[0] != '/') {
      throw error(
          key,
          "is relative: \""
              + Printable.of(bytes)
              + "\"; write the whole path, beginning with a slash");
    }
    if (bytes.length > LONGEST_PATH || longestName(bytes) > LONGEST_NAME) {
      throw error(key, "is longer than Linux allows: 4095 bytes, and 255 between two slashes");
    }
    return AbsolutePath.of(bytes);
  }

  private static int longestName(byte[] path) {
    int longest = 0;
    int length = 0;
    for (byte b : path) {
      length = b == '/' ? 0 : length + 1;
      longest = Math.max(longest, length);
    }
    return longest;
  }

  /// A value with its type, for messages.
  static String describe(LuaValue value) {
    return switch (value.type()) {
      case LuaValue.TSTRING ->
          "the string \"" + Printable.of(Chunks.bytes(value.checkstring())) + "\"";
      case LuaValue.TNUMBER -> "the number " + BaseFunctions.text(value).tojstring();
      case LuaValue.TBOOLEAN, LuaValue.TNIL -> value.tojstring();
      default -> "a " + value.typename();
    };
  }
}
