package lockstep.lua;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/// Notices the global variables that a script reads although nothing is called so, since Lua itself
/// takes them for `nil` in silence.
final class UnknownNames implements Library {
  private static final int MOST = 3; // more would not help

  private final Set<String> unset = new LinkedHashSet<>();
  private @Nullable CallStack locked;

  /// Looks after the global variables.
  void watch(Globals globals) {
    var metatable = new LuaTable();
    install(metatable, "__index", "__newindex");
    globals.setmetatable(metatable);
  }

  /// The configuration has been read: its functions may use no global variable that it has not set,
  /// and set no new one, as with lsyncd.
  void lock(CallStack stack) {
    locked = stack;
  }

  /// Answers for a variable that has no value.
  @Override
  public Varargs call(String function, Varargs arguments) {
    String name = CheckGauge.name(arguments.arg(2));
    if (function.equals("__newindex")) {
      if (locked != null && !isExempt(name)) {
        throw locked.raised(
            "Lsyncd does not allow GLOBALS to be created on the fly. Declare \""
                + name
                + "\" local or declare global on load.");
      }
      arguments.checktable(1).rawset(arguments.arg(2), arguments.arg(3));
      return LuaValue.NONE;
    }
    if (locked != null && !isExempt(name)) {
      throw locked.raised("Access of non-existing global \"" + name + "\"");
    }
    if (unset.size() < MOST) {
      unset.add(name);
    }
    return LuaValue.NIL;
  }

  private static boolean isExempt(String name) {
    return name.equals("_") || name.startsWith("__");
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
