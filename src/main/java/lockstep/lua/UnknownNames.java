package lockstep.lua;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/// Notices the names that a script reads although nothing is called so, since Lua itself takes them for `nil` in silence.
final class UnknownNames {
  private static final int MOST = 3; // more would not help

  private final CallStack stack;
  private final List<String> warnings;
  private final Set<String> unset = new LinkedHashSet<>();

  UnknownNames(CallStack stack, List<String> warnings) {
    this.stack = stack;
    this.warnings = warnings;
  }

  /// Refuses names that are nearly one of the layers, and warns of any other that the table `default` does not have.
  void watchLayers(LuaTable layers) {
    watch(
        layers,
        key -> {
          var known = new ArrayList<String>();
          CheckGauge.sorted(layers).forEach(each -> known.add(CheckGauge.name(each)));
          String name = "default." + CheckGauge.name(key);
          Suggestion.of(CheckGauge.name(key), known)
              .ifPresent(
                  word -> {
                    throw stack.raised(name + " does not exist; did you mean default." + word + "?");
                  });
          warnings.add(stack.site().where() + ": " + name + " does not exist");
        });
  }

  /// Remembers which global variables were read without having been set.
  void watchGlobals(Globals globals) {
    watch(
        globals,
        key -> {
          if (unset.size() < MOST) {
            unset.add(CheckGauge.name(key));
          }
        });
  }

  private static void watch(LuaTable table, Consumer<LuaValue> reader) {
    var metatable = new LuaTable();
    metatable.set(
        LuaValue.INDEX,
        new Native(
            "__index",
            arguments -> {
              reader.accept(arguments.arg(2));
              return LuaValue.NIL;
            }));
    table.setmetatable(metatable);
  }

  /// A remark for a message about a missing value: the variables that were read in vain; empty if there were none.
  String unsetVariables() {
    return unset.isEmpty() ? "" : " (a variable that was never set: " + String.join(", ", unset) + ")";
  }

  /// Forgets the variables; they belonged to a table that has been dealt with.
  void forget() {
    unset.clear();
  }
}
