package lockstep.lua;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import lockstep.event.Printable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/// Checks that a table has no keys but those that the `checkgauge` names.
final class CheckGauge {
  private final Location location;

  CheckGauge(Location location) {
    this.location = location;
  }

  /// Raises an error for the first key, in the order of their bytes, that the gauge does not have.
  ///
  /// @param prefix how the table is called in messages: empty, or a key and a dot
  void check(LuaTable table, LuaTable gauge, String prefix) {
    for (var key : sorted(table)) {
      var measure = gauge.get(key);
      if (!measure.toboolean()) {
        throw location.error(unknown(prefix, key, table.rawget(key), gauge));
      }
      if (measure instanceof LuaTable inner) {
        String name = prefix + name(key);
        if (!(table.rawget(key) instanceof LuaTable nested)) {
          throw location.error("Parameter \"" + name + "\" must be a table.");
        }
        check(nested, inner, name + ".");
      }
    }
  }

  /// The keys in an order that does not depend on hashes: numbers first.
  static List<LuaValue> sorted(LuaTable table) {
    var keys = new ArrayList<>(List.of(table.keys()));
    keys.sort(
        Comparator.<LuaValue>comparingInt(key -> key.type() == LuaValue.TNUMBER ? 0 : 1)
            .thenComparingDouble(key -> key.type() == LuaValue.TNUMBER ? key.todouble() : 0)
            .thenComparing(CheckGauge::name));
    return keys;
  }

  static String name(LuaValue key) {
    return key instanceof LuaString string
        ? Printable.of(Chunks.bytes(string))
        : Chunks.text(BaseFunctions.text(key));
  }

  private static String unknown(String prefix, LuaValue key, LuaValue value, LuaTable gauge) {
    String start = "Parameter \"" + prefix + name(key) + "\" unknown";
    if (key.type() == LuaValue.TNUMBER) {
      return start + ": " + Values.describe(value) + " stands there without a key";
    }
    var known = new ArrayList<String>();
    for (var each : gauge.keys()) {
      if (gauge.get(each).toboolean()) {
        known.add(name(each));
      }
    }
    return Suggestion.of(name(key), known)
        .map(word -> start + "; did you mean \"" + prefix + word + "\"?")
        .orElse(start + ". ( if this is not a typo add it to checkgauge )");
  }
}
