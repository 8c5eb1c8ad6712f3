package lockstep.lua;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/// Notices the names that a script reads although nothing is called so, since Lua itself takes them
/// for `nil` in silence.
final class UnknownNames implements Library {
  private static final int MOST = 3; // more would not help

  private final CallStack stack;
  private final List<String> warnings;
  private final Set<String> unset = new LinkedHashSet<>();

  UnknownNames(CallStack stack, List<String> warnings) {
    this.stack = stack;
    this.warnings = warnings;
  }

  /// Looks after the names in the table `default` and the global variables.
  void watch(Globals globals, LuaTable layers) {
    watch(globals, "global");
    watch(layers, "layer");
  }

  private void watch(LuaTable table, String function) {
    var metatable = new LuaTable();
    metatable.set(LuaValue.INDEX, new Native(function, this));
    table.setmetatable(metatable);
  }

  /// Answers for a key that a table does not have.
  @Override
  public Varargs call(String function, Varargs arguments) {
    String name = CheckGauge.name(arguments.arg(2));
    if (function.equals("layer")) {
      checkLayer(arguments.checktable(1), name);
    } else if (unset.size() < MOST) {
      unset.add(name);
    }
    return LuaValue.NIL;
  }

  /// Refuses names that are nearly one of the layers, and warns of any other.
  private void checkLayer(LuaTable layers, String name) {
    var known = new ArrayList<String>();
    for (var key : layers.keys()) {
      known.add(CheckGauge.name(key));
    }
    var meant = Suggestion.of(name, known);
    if (meant.isPresent()) {
      throw stack.raised(
          "default." + name + " does not exist; did you mean default." + meant.get() + "?");
    }
    warnings.add(stack.site().where() + ": default." + name + " does not exist");
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
