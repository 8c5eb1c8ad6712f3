package lockstep.lua;

import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/// As much of the debug library as configurations use: `debug.getinfo`, to find where they lie, and
/// `debug.traceback`.
final class DebugFunctions implements Library {
  private final CallStack stack;

  DebugFunctions(CallStack stack) {
    this.stack = stack;
  }

  void install(Globals globals) {
    var debug = new LuaTable();
    install(debug, "getinfo", "traceback");
    globals.set("debug", debug);
  }

  @Override
  public Varargs call(String function, Varargs arguments) {
    return switch (function) {
      case "getinfo" -> getinfo(arguments);
      case "traceback" -> traceback(arguments);
      default -> throw Library.unknown(function);
    };
  }

  private Varargs getinfo(Varargs arguments) {
    var which = arguments.arg1();
    var info = new LuaTable();
    if (which instanceof LuaClosure closure) {
      describe(info, closure.p.source, closure.p.linedefined);
      return info;
    }
    var place = which.isnumber() ? stack.place(Math.max(1, which.toint())) : null;
    if (place == null) {
      return LuaValue.NIL;
    }
    describe(info, place.prototype().source, place.prototype().linedefined);
    info.set("currentline", LuaValue.valueOf(place.line()));
    info.set("func", place.closure());
    return info;
  }

  private static void describe(LuaTable info, LuaString source, int line) {
    info.set("source", source);
    info.set("short_src", Chunks.string(Chunks.name(source)));
    info.set("linedefined", LuaValue.valueOf(line));
    info.set("what", Chunks.string(line == 0 ? "main" : "Lua"));
  }

  private Varargs traceback(Varargs arguments) {
    if (!arguments.isnil(1) && !arguments.arg1().isstring()) {
      return arguments.arg1();
    }
    var text = new StringBuilder(arguments.isnil(1) ? "" : arguments.checkjstring(1) + "\n");
    text.append("stack traceback:");
    for (int level = 1; ; level++) {
      var place = stack.place(level);
      if (place == null) {
        return Chunks.string(text.toString());
      }
      text.append("\n\t").append(place.text()).append(":");
    }
  }
}
