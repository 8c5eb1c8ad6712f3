package lockstep.lua;

import java.io.PrintStream;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/// The basic functions that luaj gets wrong: those that raise, catch and print.
final class BaseFunctions implements Library {
  private final Globals globals;
  private final CallStack stack;

  BaseFunctions(Globals globals, CallStack stack) {
    this.globals = globals;
    this.stack = stack;
  }

  void install() {
    install(globals, "error", "assert", "pcall", "xpcall", "tostring", "print");
    globals.set("unpack", globals.get("table").get("unpack")); // Lua 5.1's name
  }

  @Override
  public Varargs call(String function, Varargs arguments) {
    return switch (function) {
      case "error" -> error(arguments);
      case "assert" -> assertion(arguments);
      case "pcall" -> pcall(arguments);
      case "xpcall" -> xpcall(arguments);
      case "tostring" -> text(arguments.checkvalue(1));
      case "print" -> print(arguments);
      default -> throw Library.unknown(function);
    };
  }

  private Varargs error(Varargs arguments) {
    var value = arguments.arg1();
    int level = arguments.optint(2, 1);
    var place = level > 0 && value.isstring() ? stack.place(level) : null;
    if (place == null) {
      throw new Raised(value);
    }
    throw new Raised(Chunks.string(place.text() + ": ").concat(text(value)));
  }

  private Varargs assertion(Varargs arguments) {
    if (arguments.checkvalue(1).toboolean()) {
      return arguments;
    }
    if (arguments.narg() > 1) {
      throw new Raised(arguments.arg(2));
    }
    throw stack.raised("assertion failed!");
  }

  private Varargs pcall(Varargs arguments) {
    try {
      return LuaValue.varargsOf(
          LuaValue.TRUE, arguments.checkvalue(1).invoke(arguments.subargs(2)));
    } catch (LuaError e) {
      return LuaValue.varargsOf(LuaValue.FALSE, Failures.value(e, stack));
    }
  }

  /// Calls the handler after the stack was left rather than before, so a traceback that it takes is
  /// short.
  private Varargs xpcall(Varargs arguments) {
    try {
      return LuaValue.varargsOf(
          LuaValue.TRUE, arguments.checkvalue(1).invoke(arguments.subargs(3)));
    } catch (LuaError e) {
      return LuaValue.varargsOf(
          LuaValue.FALSE, arguments.checkvalue(2).invoke(Failures.value(e, stack)));
    }
  }

  private Varargs print(Varargs arguments) {
    PrintStream out = globals.STDOUT;
    for (int i = 1; i <= arguments.narg(); i++) {
      if (i > 1) {
        out.write('\t');
      }
      var text = text(arguments.arg(i));
      out.write(text.m_bytes, text.m_offset, text.m_length);
    }
    out.write('\n');
    out.flush();
    return LuaValue.NONE;
  }

  /// What `tostring` makes of a value.
  static LuaString text(LuaValue value) {
    if (value instanceof LuaNumber number) {
      return Numerals.string(number);
    }
    if (value instanceof LuaString string) {
      return string;
    }
    var custom = value.metatag(LuaValue.TOSTRING);
    if (!custom.isnil()) {
      return custom.call(value).checkstring();
    }
    return Chunks.string(value.tojstring());
  }
}
