package lockstep.lua;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/// Notices the global variables without a value that a script writes into a table, which Lua leaves
/// out in silence: `sync { rsync, exclude = EXCLUDES }`.
final class Gaps {
  private static final int MOST = 1000; // more are no configuration

  /// @param item the number of the item in a list, or the key
  /// @param variable the global variable that has no value
  private record Gap(LuaValue item, String variable, Location location) {}

  private final IdentityHashMap<LuaTable, List<Gap>> gaps = new IdentityHashMap<>();
  private int count;

  /// Looks at an instruction that is about to write into a table.
  ///
  /// @param top where a list ends whose length was not known when it was compiled
  void look(Frames frames, int top) {
    int code = frames.code();
    if (!(frames.registers()[Lua.GETARG_A(code)] instanceof LuaTable table) || count >= MOST) {
      return;
    }
    if (Lua.GET_OPCODE(code) == Lua.OP_SETLIST) {
      items(frames, table, code, top);
    } else if (!Lua.ISK(Lua.GETARG_C(code))) {
      look(frames, table, Lua.GETARG_B(code), Lua.GETARG_C(code));
    }
  }

  private void items(Frames frames, LuaTable table, int code, int top) {
    int first = Lua.GETARG_A(code) + 1;
    int length = Lua.GETARG_B(code) == 0 ? top - first : Lua.GETARG_B(code);
    int before = (Lua.GETARG_C(code) - 1) * Lua.LFIELDS_PER_FLUSH;
    for (int i = 0; i < length; i++) {
      if (frames.registers()[first + i].isnil()) {
        note(frames, table, LuaValue.valueOf(before + i + 1), first + i);
      }
    }
  }

  private void look(Frames frames, LuaTable table, int key, int register) {
    var registers = frames.registers();
    if (registers[register].isnil()) {
      var item = Lua.ISK(key) ? frames.constant(Lua.INDEXK(key)) : registers[key];
      note(frames, table, item, register);
    }
  }

  /// There are no more tables of configurations.
  void close() {
    gaps.clear();
    count = MOST;
  }

  private void note(Frames frames, LuaTable table, LuaValue item, int register) {
    var place = Objects.requireNonNull(frames.place(1));
    String name = VariableName.register(place, register);
    if (name != null && name.startsWith("global '")) {
      var variable = name.substring("global '".length(), name.length() - 1);
      count++;
      gaps.computeIfAbsent(table, _ -> new ArrayList<>())
          .add(new Gap(item, variable, new Location(place.text())));
    }
  }

  /// Refuses a table with a gap among its items, in the tables under it too, and warns of those
  /// under keys.
  ///
  /// @param meant what may have been meant by an item
  /// @param form how that is written
  /// @return the warnings
  List<String> check(LuaTable table, List<String> meant, String form) {
    var warnings = new ArrayList<String>();
    if (count > 0) {
      new Check(meant, form, warnings).check(table, "");
    }
    return warnings;
  }

  private final class Check {
    private final List<String> meant;
    private final String form;
    private final List<String> warnings;
    private final Set<LuaTable> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    Check(List<String> meant, String form, List<String> warnings) {
      this.meant = meant;
      this.form = form;
      this.warnings = warnings;
    }

    void check(LuaTable table, String prefix) {
      if (!seen.add(table)) {
        return;
      }
      for (var gap : gaps.getOrDefault(table, List.of())) {
        if (table.rawget(gap.item).isnil()) {
          tell(gap, prefix);
        }
      }
      for (var key : table.keys()) {
        if (table.rawget(key) instanceof LuaTable inner) {
          check(inner, key instanceof LuaString ? prefix + CheckGauge.name(key) + "." : prefix);
        }
      }
    }

    private void tell(Gap gap, String prefix) {
      String never = ": the variable " + gap.variable + " was never set";
      if (!gap.item.isinttype()) {
        String key = prefix + CheckGauge.name(gap.item);
        warnings.add(gap.location.where() + ": \"" + key + "\" stays unset" + never);
        return;
      }
      String list =
          prefix.isEmpty() ? "" : " of \"" + prefix.substring(0, prefix.length() - 1) + "\"";
      throw gap.location.error(
          "entry " + Chunks.text(gap.item) + list + " is nil" + never + hint(gap.variable));
    }

    private String hint(String variable) {
      var word = meant.contains(variable) ? Optional.of(variable) : Suggestion.of(variable, meant);
      return word.map(each -> "; did you mean " + form.formatted(each) + "?").orElse("");
    }
  }
}
