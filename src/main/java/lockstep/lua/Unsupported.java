package lockstep.lua;

import org.luaj.vm2.LuaValue;

/// Refuses the syncs that need what this program does not do yet, naming the key and what it would
/// take.
final class Unsupported {
  private static final String SCRIPTS =
      "not supported yet: it needs lsyncd's script interface (keep lsyncd for this sync)";

  private final Values values;
  private final Location location;

  Unsupported(Values values, Location location) {
    this.values = values;
    this.location = location;
  }

  void check() {
    checkAction();
    var init = values.get("init");
    if (init.isfunction() && !Layer.isInit(init)) {
      throw values.error("init", "is a function, which is " + SCRIPTS);
    }
    var collect = values.get("collect");
    if (collect.isfunction() && !Layer.isCollect(collect)) {
      throw values.error("collect", "is a function, which is " + SCRIPTS);
    }
    checkLaterKeys();
  }

  private void checkAction() {
    var action = values.get("action");
    if (action.raweq(Layer.RSYNC.action())
        || action.raweq(Layer.DIRECT.action())
        || action.raweq(Layer.RSYNCSSH.action())) {
      return;
    }
    for (var handler : SyncFunction.HANDLERS) {
      if (values.get(handler).toboolean()) {
        throw values.error(
            handler, "is " + Values.describe(values.get(handler)) + ", which is " + SCRIPTS);
      }
    }
    if (action.toboolean() && !action.raweq(Layer.NONE.action())) {
      throw values.error("action", "is " + Values.describe(action) + ", which is " + SCRIPTS);
    }
    throw location.error("no actions specified.");
  }

  private void checkLaterKeys() {
    for (var key : new String[] {"crontab", "tunnel"}) {
      if (values.get(key).toboolean()) {
        throw values.error(key, "is not supported yet; remove it, or keep lsyncd for this sync");
      }
    }
    LuaValue full = values.get("full");
    if (full.isfunction() && !Layer.isInit(full)) {
      throw values.error("full", "is a function, which is " + SCRIPTS);
    }
    if (values.get("subdirs").raweq(LuaValue.FALSE)) {
      throw values.error("subdirs", "= false is not supported yet; exclude \"*/\" instead");
    }
  }
}
