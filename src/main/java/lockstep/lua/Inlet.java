package lockstep.lua;

import org.luaj.vm2.LuaTable;
import org.luaj.vm2.Varargs;

/// What `sync{…}` returns. At configuration time it only gives its table back; everything else is
/// for scripts that handle events.
final class Inlet implements Library {
  private final LuaTable config;
  private final CallStack stack;

  Inlet(LuaTable config, CallStack stack) {
    this.config = config;
    this.stack = stack;
  }

  LuaTable table() {
    var metatable = new LuaTable();
    install(metatable, "__index");
    var inlet = new LuaTable();
    install(inlet, "getConfig");
    inlet.setmetatable(metatable);
    return inlet;
  }

  @Override
  public Varargs call(String function, Varargs arguments) {
    if (function.equals("getConfig")) {
      return config;
    }
    throw stack.raised(
        "the function \""
            + CheckGauge.name(arguments.arg(2))
            + "\" of an inlet is not supported yet");
  }
}
