package lockstep.lua;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/// Refuses names in the table `default` and its layers that mean nothing, where a script reads or
/// writes them: a slip there would change nothing, in silence.
final class LayerNames {
  private static final String WRITE = "__newindex";

  private final CallStack stack;
  private final LuaTable layers;

  /// @param layers the table `default`
  LayerNames(CallStack stack, LuaTable layers) {
    this.stack = stack;
    this.layers = layers;
  }

  /// @param known the names that `default` may have besides those that it has
  void watch(List<String> known) {
    new Guard("default", true, () -> union(Set.copyOf(known), keys(layers))).watch(layers);
    for (var name : DefaultTables.LAYERS) {
      var layer = layers.rawget(name).checktable();
      new Guard("default." + name, false, () -> namesOf(layer)).watch(layer);
      new Guard(
              "default." + name + ".rsync", false, () -> gauge(layer.rawget("checkgauge"), "rsync"))
          .watch(layer.rawget("rsync").checktable());
    }
  }

  /// The names of one table: what it may have at the moment; none if that is anything.
  private final class Guard implements Library {
    private final String title;
    private final boolean takesLayers;
    private final Supplier<Set<String>> names;

    Guard(String title, boolean takesLayers, Supplier<Set<String>> names) {
      this.title = title;
      this.takesLayers = takesLayers;
      this.names = names;
    }

    void watch(LuaTable table) {
      var metatable = new LuaTable();
      install(metatable, "__index", WRITE);
      table.setmetatable(metatable);
    }

    /// Is called for a key that the table does not have.
    @Override
    public Varargs call(String function, Varargs arguments) {
      var key = arguments.arg(2);
      boolean writes = function.equals(WRITE);
      var known = names.get();
      String name = CheckGauge.name(key);
      if (!known.isEmpty() && !(key instanceof LuaString && known.contains(name))) {
        refuse(name, known, takesLayers && writes && arguments.arg(3).istable());
      }
      if (writes) {
        arguments.checktable(1).rawset(key, arguments.arg(3));
      }
      return LuaValue.NIL;
    }

    private void refuse(String name, Set<String> known, boolean isLayer) {
      String trouble = title + "." + name + " does not exist";
      var meant = Suggestion.of(name, known);
      if (meant.isPresent()) {
        throw stack.raised(trouble + "; did you mean " + title + "." + meant.get() + "?");
      }
      if (!isLayer) {
        boolean misplaced = takesLayers && DefaultTables.EVERY_SYNC.contains(name);
        throw stack.raised(
            trouble + (misplaced ? "; write default.rsync." + name + " for those syncs" : ""));
      }
    }
  }

  private Set<String> namesOf(LuaTable layer) {
    return layer.rawget("checkgauge").istable()
        ? union(keys(layer), gauge(layer, "checkgauge"), gauge(layers, "checkgauge"))
        : Set.of();
  }

  /// The keys that a gauge lets through.
  private static Set<String> gauge(LuaValue table, String key) {
    var names = new LinkedHashSet<String>();
    if (table instanceof LuaTable outer && outer.rawget(key) instanceof LuaTable gauge) {
      for (var each : gauge.keys()) {
        if (gauge.rawget(each).toboolean()) {
          names.add(CheckGauge.name(each));
        }
      }
    }
    return names;
  }

  private static Set<String> keys(LuaTable table) {
    var names = new LinkedHashSet<String>();
    for (var key : table.keys()) {
      names.add(CheckGauge.name(key));
    }
    return names;
  }

  @SafeVarargs
  private static Set<String> union(Set<String>... sets) {
    var names = new LinkedHashSet<String>();
    for (var set : sets) {
      names.addAll(set);
    }
    return names;
  }
}
