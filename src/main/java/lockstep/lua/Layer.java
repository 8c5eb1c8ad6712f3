package lockstep.lua;

import java.util.List;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/// lsyncd's ways of carrying out a sync. Each has functions of its own, by which a sync that
/// inherited them is recognised.
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
    this.action = mark(title + ".action");
    this.init = mark(title + ".init");
    this.collect = mark(title + ".collect");
  }

  private static Native mark(String name) {
    return new Native(name, Layer::refuse);
  }

  private static Varargs refuse(String function, Varargs arguments) {
    throw new LuaError(
        function + " cannot be called here: scripts of one's own are not supported yet");
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
    for (var layer : ALL) {
      if (value.raweq(layer.init)) {
        return true;
      }
    }
    return false;
  }

  static boolean isCollect(LuaValue value) {
    for (var layer : ALL) {
      if (value.raweq(layer.collect)) {
        return true;
      }
    }
    return false;
  }
}
