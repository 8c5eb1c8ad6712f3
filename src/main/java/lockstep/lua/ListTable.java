package lockstep.lua;

import java.util.List;
import lockstep.queue.ScriptEntry;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/// A list of events as scripts know it.
final class ListTable extends LuaTable implements Library {
  private final LuaScript script;
  private final List<ScriptEntry> entries;

  ListTable(LuaScript script, List<ScriptEntry> entries) {
    this.script = script;
    this.entries = entries;
  }

  LuaScript script() {
    return script;
  }

  List<ScriptEntry> entries() {
    return entries;
  }

  @Override
  public LuaValue get(LuaValue key) {
    LuaValue own = rawget(key);
    if (!own.isnil()) {
      return own;
    }
    String name = CheckGauge.name(key);
    return switch (name) {
      case "isList" -> TRUE;
      case "config" -> script.config();
      case "inlet" -> script.inlet();
      case "getPaths", "size", "getList" -> new Native(name, this);
      default ->
          throw script.host().stack().raised("event list does not have function \"" + name + "\"");
    };
  }

  @Override
  public Varargs call(String function, Varargs arguments) {
    return switch (function) {
      case "getPaths" -> paths(arguments.optfunction(1, null));
      case "size" -> valueOf(entries.size());
      case "getList" -> list();
      default -> throw Library.unknown(function);
    };
  }

  /// The paths, or what the script makes of them; both of a move.
  private LuaTable paths(@org.jspecify.annotations.Nullable LuaFunction mutator) {
    var paths = new LuaTable();
    int i = 0;
    for (ScriptEntry entry : entries) {
      Varargs made = both(entry);
      if (mutator != null) {
        made = mutator.invoke(varargsOf(Chunks.string(entry.event().kind().word()), made));
      }
      paths.rawset(++i, made.arg(1));
      if (!made.isnil(2)) {
        paths.rawset(++i, made.arg(2));
      }
    }
    return paths;
  }

  private static Varargs both(ScriptEntry entry) {
    LuaValue path = EventPath.of(entry, false).whole();
    return entry.event().destination() == null
        ? path
        : varargsOf(path, EventPath.of(entry, true).whole());
  }

  private LuaTable list() {
    var list = new LuaTable();
    for (int i = 0; i < entries.size(); i++) {
      list.rawset(i + 1, script.event(entries.get(i), false));
    }
    return list;
  }
}
