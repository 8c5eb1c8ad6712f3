package lockstep.lua;

import java.util.List;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/// lsyncd's ways of carrying out a sync. Each has functions of its own, by which a sync that
/// inherited them is recognised, and which scripts may call.
final class Layer {
  /// `default` itself: the handlers of the script
  static final Layer NONE = new Layer("default");

  static final Layer RSYNC = new Layer("default.rsync");
  static final Layer DIRECT = new Layer("default.direct");
  static final Layer RSYNCSSH = new Layer("default.rsyncssh");
  private static final List<Layer> ALL = List.of(NONE, RSYNC, DIRECT, RSYNCSSH);

  private final Native action;
  private final Native init;
  private final Native collect;

  private Layer(String title) {
    this.action = new Native(title + ".action", Layer::call);
    this.init = new Native(title + ".init", Layer::call);
    this.collect = new Native(title + ".collect", Layer::call);
  }

  private static Varargs call(String function, Varargs arguments) {
    LuaScript script = AgentIds.script(arguments.arg1());
    if (script == null) {
      throw new LuaError(
          function
              + "() takes what the script itself was called with, not "
              + Values.describe(arguments.arg1()));
    }
    switch (function) {
      case "default.action" -> new DefaultCalls(script).action();
      case "default.init" -> {
        if (arguments.arg1() instanceof EventTable event) {
          new DefaultCalls(script).init(event);
        }
      }
      default -> {
        return new LayerCalls(script).call(function, arguments);
      }
    }
    return LuaValue.NONE;
  }

  Native action() {
    return action;
  }

  Native init() {
    return init;
  }

  Native collect() {
    return collect;
  }

  static boolean isAction(LuaValue value) {
    return ALL.stream().anyMatch(layer -> value.raweq(layer.action));
  }

  static boolean isInit(LuaValue value) {
    return ALL.stream().anyMatch(layer -> value.raweq(layer.init));
  }

  static boolean isCollect(LuaValue value) {
    return ALL.stream().anyMatch(layer -> value.raweq(layer.collect));
  }
}
