package lockstep.lua;

import org.luaj.vm2.LuaValue;

/// Refuses the keys that need what this program does not do yet.
final class Unsupported {
  private final Values values;

  Unsupported(Values values) {
    this.values = values;
  }

  /// @param script whether the sync is carried out by functions of its own
  void check(boolean script) {
    for (var key : new String[] {"crontab", "tunnel"}) {
      if (values.get(key).toboolean()) {
        throw values.error(key, "is not supported yet; remove it, or keep lsyncd for this sync");
      }
    }
    if (!script && values.get("subdirs").raweq(LuaValue.FALSE)) {
      throw values.error("subdirs", "= false is not supported yet; exclude \"*/\" instead");
    }
  }
}
