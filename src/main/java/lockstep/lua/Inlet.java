package lockstep.lua;

import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/// What `sync{…}` returns. At configuration time it only gives its table back; everything else is for scripts that handle events.
final class Inlet {
  private final LuaTable config;
  private final CallStack stack;

  Inlet(LuaTable config, CallStack stack) {
    this.config = config;
    this.stack = stack;
  }

  LuaTable table() {
    var metatable = new LuaTable();
    metatable.set(
        LuaValue.INDEX,
        new Native(
            "__index",
            arguments -> {
              throw stack.raised("the function \"" + CheckGauge.name(arguments.arg(2)) + "\" of an inlet is not supported yet");
            }));
    var inlet = new LuaTable();
    inlet.set("getConfig", new Native("getConfig", _ -> config));
    inlet.setmetatable(metatable);
    return inlet;
  }
}
