package lockstep.lua;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/// Whether a sync is carried out by functions of its own: an `action`, handlers such as `onCreate`,
/// or a function in the place of one of a layer's.
final class ScriptChoice {
  private final Values values;
  private final Location location;

  ScriptChoice(Values values, Location location) {
    this.values = values;
    this.location = location;
  }

  /// What it has of its own, as the end of a sentence that begins "because"; null if it has
  /// nothing.
  @Nullable String why() {
    LuaValue action = values.get("action");
    if (action.isfunction() && !Layer.isAction(action)) {
      return "action is a function of its own";
    }
    if (action.raweq(Layer.NONE.action())) {
      return "it has handlers of its own, such as " + handler();
    }
    if (action.toboolean()) {
      return function();
    }
    throw location.error("no actions specified.");
  }

  private String handler() {
    for (String handler : SyncFunction.HANDLERS) {
      if (values.get(handler).toboolean()) {
        return handler;
      }
    }
    throw location.error("no actions specified.");
  }

  private @Nullable String function() {
    if (values.get("init").isfunction() && !Layer.isInit(values.get("init"))) {
      return "init is a function of its own";
    }
    if (values.get("collect").isfunction() && !Layer.isCollect(values.get("collect"))) {
      return "collect is a function of its own";
    }
    if (values.get("full").isfunction() && !Layer.isInit(values.get("full"))) {
      return "full is a function of its own";
    }
    return null;
  }
}
