package lockstep.lua;

import org.luaj.vm2.LuaValue;

/// The keys of a sync that steer lsyncd's scripts: checks that each has a type that it can have,
/// also where it has no effect here.
final class ScriptKeys {
  private final Values values;

  ScriptKeys(Values values) {
    this.values = values;
  }

  /// Those that are used before anything else is looked at.
  void checkSteering() {
    values.expect("prepare", "a function or false", value -> value.isfunction() || no(value));
    values.expect("checkgauge", "a table or false", value -> value.istable() || no(value));
  }

  void check() {
    for (var key : new String[] {"action", "collect", "full"}) {
      values.expect(key, "a function or false", value -> value.isfunction() || no(value));
    }
    values.expect("init", "false or a function", value -> value.isfunction() || value.isboolean());
    values.expect("subdirs", "true or false", LuaValue::isboolean);
    for (var key : SyncFunction.HANDLERS) {
      boolean move = key.equals("onMove");
      values.expect(
          key,
          move ? "a function, a string, true or false" : "a function, a string or false",
          value ->
              value.isfunction()
                  || value.type() == LuaValue.TSTRING
                  || no(value)
                  || move && value.isboolean());
    }
    values.count("batchSizeLimit");
    values.expect("xargs", "a table or false", value -> value.istable() || no(value));
    for (var key : ExitCodes.KEYS) {
      ExitCodes.check(values, key);
    }
  }

  private static boolean no(LuaValue value) {
    return value.raweq(LuaValue.FALSE);
  }
}
