package lockstep.lua;

import java.util.LinkedHashSet;
import java.util.Set;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/// Notices the global variables that a script reads although nothing is called so, since Lua itself
/// takes them for `nil` in silence.
final class UnknownNames implements Library {
  private static final int MOST = 3; // more would not help

  private final Set<String> unset = new LinkedHashSet<>();

  /// Looks after the global variables.
  void watch(Globals globals) {
    var metatable = new LuaTable();
    install(metatable, "__index");
    globals.setmetatable(metatable);
  }

  /// Answers for a variable that has no value.
  @Override
  public Varargs call(String function, Varargs arguments) {
    if (unset.size() < MOST) {
      unset.add(CheckGauge.name(arguments.arg(2)));
    }
    return LuaValue.NIL;
  }

  /// A remark for a message about a missing value: the variables that were read in vain; empty if
  /// there were none.
  String unsetVariables() {
    return unset.isEmpty()
        ? ""
        : " (a variable that was never set: " + String.join(", ", unset) + ")";
  }

  /// Forgets the variables; they belonged to a table that has been dealt with.
  void forget() {
    unset.clear();
  }
}
