package lockstep.lua;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/// `string.find`, `match`, `gmatch` and `gsub`.
final class PatternFunctions implements Library {
  private static final String MAGIC = "^$*+?.([%-";

  private final CallStack stack;

  PatternFunctions(CallStack stack) {
    this.stack = stack;
  }

  void install(LuaTable string) {
    install(string, "find", "match", "gmatch", "gsub");
  }

  @Override
  public Varargs call(String function, Varargs arguments) {
    return switch (function) {
      case "find" -> search(arguments, true);
      case "match" -> search(arguments, false);
      case "gmatch" -> gmatch(arguments);
      case "gsub" -> gsub(arguments);
      default -> throw Library.unknown(function);
    };
  }

  private Varargs search(Varargs arguments, boolean find) {
    byte[] subject = Chunks.bytes(arguments.checkstring(1));
    byte[] pattern = Chunks.bytes(arguments.checkstring(2));
    int start = start(arguments.optint(3, 1), subject.length);
    if (start > subject.length) {
      return LuaValue.NIL;
    }
    if (find && (arguments.arg(4).toboolean() || isPlain(pattern))) {
      return plain(subject, pattern, start);
    }
    var matcher = new PatternMatcher(stack, subject, pattern);
    boolean anchored = pattern.length > 0 && pattern[0] == '^';
    for (int s = start; s <= subject.length; s++) {
      int end = matcher.matchAt(s, anchored ? 1 : 0);
      if (end >= 0) {
        return find
            ? LuaValue.varargsOf(
                LuaValue.valueOf(s + 1), LuaValue.valueOf(end), captures(matcher, s, end, 0))
            : captures(matcher, s, end, 1);
      }
      if (anchored) {
        break;
      }
    }
    return LuaValue.NIL;
  }

  private static int start(int position, int length) {
    return position > 0 ? position - 1 : position == 0 ? 0 : Math.max(0, length + position);
  }

  private static boolean isPlain(byte[] pattern) {
    for (byte b : pattern) {
      if (MAGIC.indexOf(b) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static Varargs plain(byte[] subject, byte[] text, int start) {
    for (int s = start; s + text.length <= subject.length; s++) {
      if (Arrays.equals(subject, s, s + text.length, text, 0, text.length)) {
        return LuaValue.varargsOf(LuaValue.valueOf(s + 1), LuaValue.valueOf(s + text.length));
      }
    }
    return LuaValue.NIL;
  }

  private static Varargs captures(PatternMatcher matcher, int start, int end, int least) {
    var values = new LuaValue[Math.max(least, matcher.captures())];
    for (int i = 0; i < values.length; i++) {
      values[i] = matcher.capture(i, start, end);
    }
    return LuaValue.varargsOf(values);
  }

  private Varargs gmatch(Varargs arguments) {
    byte[] subject = Chunks.bytes(arguments.checkstring(1));
    byte[] pattern = Chunks.bytes(arguments.checkstring(2));
    var next = new int[1];
    return new Native(
        "gmatch iterator",
        (_, _) -> {
          var matcher = new PatternMatcher(stack, subject, pattern);
          for (int s = next[0]; s <= subject.length; s++) {
            int end = matcher.matchAt(s, 0);
            if (end >= 0) {
              next[0] = end == s ? end + 1 : end;
              return captures(matcher, s, end, 1);
            }
          }
          next[0] = subject.length + 1;
          return LuaValue.NIL;
        });
  }

  private Varargs gsub(Varargs arguments) {
    byte[] subject = Chunks.bytes(arguments.checkstring(1));
    byte[] pattern = Chunks.bytes(arguments.checkstring(2));
    var replacement = replacement(arguments.arg(3));
    int most = arguments.optint(4, Integer.MAX_VALUE);
    var matcher = new PatternMatcher(stack, subject, pattern);
    boolean anchored = pattern.length > 0 && pattern[0] == '^';
    var result = new ByteArrayOutputStream(subject.length);
    int count = 0;
    int s = 0;
    while (count < most) {
      int end = matcher.matchAt(s, anchored ? 1 : 0);
      if (end >= 0) {
        count++;
        append(result, matcher, replacement, s, end);
      }
      if (end > s) {
        s = end;
      } else if (s < subject.length) {
        result.write(subject[s++]);
      } else {
        break;
      }
      if (anchored) {
        break;
      }
    }
    if (s < subject.length) {
      result.write(subject, s, subject.length - s);
    }
    return LuaValue.varargsOf(LuaString.valueUsing(result.toByteArray()), LuaValue.valueOf(count));
  }

  private LuaValue replacement(LuaValue value) {
    if (value.isstring() || value.istable() || value.isfunction()) {
      return value;
    }
    throw stack.raised(
        "bad argument #3 to 'gsub' (string/function/table expected, got " + value.typename() + ")");
  }

  private void append(
      ByteArrayOutputStream result,
      PatternMatcher matcher,
      LuaValue replacement,
      int start,
      int end) {
    stack.checkLength(result.size());
    if (replacement.isstring()) {
      template(result, matcher, Chunks.bytes(replacement.strvalue()), start, end);
      return;
    }
    var value =
        replacement.istable()
            ? replacement.get(matcher.capture(0, start, end))
            : replacement.invoke(captures(matcher, start, end, 1)).arg1();
    if (!value.toboolean()) {
      result.writeBytes(Chunks.bytes(matcher.whole(start, end)));
    } else if (value.isstring()) {
      result.writeBytes(Chunks.bytes(BaseFunctions.text(value)));
    } else {
      throw stack.raised("invalid replacement value (a " + value.typename() + ")");
    }
  }

  private void template(
      ByteArrayOutputStream result, PatternMatcher matcher, byte[] template, int start, int end) {
    for (int i = 0; i < template.length; i++) {
      if (template[i] != '%') {
        result.write(template[i]);
        continue;
      }
      byte next = ++i < template.length ? template[i] : 0;
      if (next == '%') {
        result.write('%');
      } else if (next == '0') {
        result.writeBytes(Chunks.bytes(matcher.whole(start, end)));
      } else if (next >= '1' && next <= '9') {
        result.writeBytes(
            Chunks.bytes(BaseFunctions.text(matcher.capture(next - '1', start, end))));
      } else {
        throw stack.raised("invalid use of '%' in replacement string");
      }
    }
  }
}
