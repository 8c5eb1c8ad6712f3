package lockstep.lua;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/// Functions for scripts, told apart by their names.
///
/// One object for many functions rather than a lambda for each: sixty of those take longer to make
/// than luaj itself, and no class data archive can hold them, since luaj's classes are too old for
/// one.
interface Library {
  Varargs call(String function, Varargs arguments);

  /// Puts the functions into a table.
  default void install(LuaValue table, String... functions) {
    for (var function : functions) {
      table.set(function, new Native(function, this));
    }
  }

  /// For names that were never installed.
  static IllegalArgumentException unknown(String function) {
    return new IllegalArgumentException("no such function: " + function);
  }
}
