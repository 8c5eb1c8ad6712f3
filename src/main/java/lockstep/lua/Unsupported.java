package lockstep.lua;

import org.luaj.vm2.LuaValue;

/// Refuses the syncs that need what this program does not do yet, naming the key and what it would
/// take.
final class Unsupported {
  private static final String SCRIPTS = "not supported yet: it needs lsyncd's script interface";

  private final Values values;
  private final Location site;

  Unsupported(Values values, Location site) {
    this.values = values;
    this.site = site;
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
    if (action.raweq(Layer.RSYNC.action()) || action.raweq(Layer.DIRECT.action())) {
      return;
    }
    if (action.raweq(Layer.RSYNCSSH.action())) {
      throw site.error("default.rsyncssh is not supported yet: it needs rsync and ssh");
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
    throw site.error("no actions specified.");
  }

  private void checkLaterKeys() {
    for (var key : new String[] {"crontab", "tunnel"}) {
      if (values.get(key).toboolean()) {
        throw values.error(key, "is not supported yet");
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
