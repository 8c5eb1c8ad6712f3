package lockstep.lua;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/// lsyncd's ways of carrying out a sync. Each has functions of its own, by which a sync that inherited them is recognised.
enum Layer {
  /// `default` itself: the handlers of the script
  NONE("default"),
  RSYNC("default.rsync"),
  DIRECT("default.direct"),
  RSYNCSSH("default.rsyncssh");

  private final String title;
  private final Native action;
  private final Native init;
  private final Native collect;

  Layer(String title) {
    this.title = title;
    this.action = mark(title + ".action");
    this.init = mark(title + ".init");
    this.collect = mark(title + ".collect");
  }

  private static Native mark(String name) {
    return new Native(
        name,
        _ -> {
          throw new LuaError(name + " cannot be called here: scripts of one's own are not supported yet");
        });
  }

  String title() {
    return title;
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

  static boolean isInit(LuaValue value) {
    for (var layer : values()) {
      if (value == layer.init) {
        return true;
      }
    }
    return false;
  }

  static boolean isCollect(LuaValue value) {
    for (var layer : values()) {
      if (value == layer.collect) {
        return true;
      }
    }
    return false;
  }
}
