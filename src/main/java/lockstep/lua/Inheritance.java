package lockstep.lua;

import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/// How a `sync{}` table takes over what the tables listed in it say: the first one to name a key
/// wins.
///
/// Keys that are not positive integers are inherited, tables under them recursively. Then the items
/// 1, 2, 3, … follow: a table is a layer, inherited into the same destination; anything else is
/// appended to the destination's own list. Three keys steer this and are never inherited
/// themselves: `_merge = false` keeps a table from being merged into one that is there already,
/// `_merge = { KEY = true, … }` lets only these keys through, and `_verbatim = true` takes integer
/// keys as keys.
final class Inheritance {
  private static final LuaString MERGE = Chunks.string("_merge");
  private static final LuaString VERBATIM = Chunks.string("_verbatim");
  private static final LuaString EXIT_CODES = Chunks.string("exitcodes");
  private static final int DEEPEST = 100; // a table deeper than this holds itself

  private final CallStack stack;

  Inheritance(CallStack stack) {
    this.stack = stack;
  }

  void inherit(LuaTable destination, LuaTable source) {
    inherit(destination, source, source.rawget(VERBATIM).toboolean(), 0);
  }

  private void inherit(LuaTable destination, LuaTable source, boolean verbatim, int depth) {
    stack.check();
    if (depth > DEEPEST) {
      throw stack.raised("tables nested too deeply: one of them holds itself");
    }
    var merge = source.rawget(MERGE);
    for (var key : source.keys()) {
      boolean isControl = key.raweq(MERGE) || key.raweq(VERBATIM);
      boolean passes = !merge.istable() || merge.get(key).toboolean();
      if (!isControl && passes && (verbatim || !key.isinttype())) {
        inheritKey(destination, key, source.rawget(key), depth);
      }
    }
    if (!verbatim) {
      inheritItems(destination, source, depth);
    }
  }

  private void inheritKey(LuaTable destination, LuaValue key, LuaValue value, int depth) {
    var present = destination.rawget(key);
    if (!(value instanceof LuaTable table)) {
      if (present.isnil()) {
        destination.rawset(key, value);
      }
      return;
    }
    var merge = table.rawget(MERGE);
    boolean verbatim = key.raweq(EXIT_CODES) || table.rawget(VERBATIM).toboolean();
    if (present.isnil()) {
      var copy = new LuaTable();
      destination.rawset(key, copy);
      inherit(copy, table, verbatim, depth + 1);
    } else if (present instanceof LuaTable existing && !merge.raweq(LuaValue.FALSE)) {
      inherit(existing, table, verbatim, depth + 1);
    }
  }

  private void inheritItems(LuaTable destination, LuaTable source, int depth) {
    for (int i = 1; ; i++) {
      var item = source.rawget(i);
      if (item.isnil()) {
        return;
      }
      if (item instanceof LuaTable layer) {
        inherit(destination, layer, layer.rawget(VERBATIM).toboolean(), depth + 1);
      } else {
        destination.rawset(destination.rawlen() + 1, item);
      }
    }
  }
}
