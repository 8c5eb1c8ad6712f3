package lockstep.lua;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/// The metatable of all strings, which luaj has only one of for all states: hands on to that of the
/// state whose code the thread runs.
///
/// Threads that a state makes for its coroutines take it over.
final class StringLibraries extends LuaTable {
  private static final InheritableThreadLocal<@Nullable LuaTable> CURRENT =
      new InheritableThreadLocal<>();

  private StringLibraries() {}

  /// The thread runs code of the state with this metatable from now on; null for none.
  static void use(@Nullable LuaTable metatable) {
    if (!(LuaString.s_metatable instanceof StringLibraries)) {
      LuaString.s_metatable = new StringLibraries();
    }
    if (metatable == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(metatable);
    }
  }

  private static LuaTable current() {
    LuaTable table = CURRENT.get();
    return table == null ? new LuaTable() : table;
  }

  @Override
  public LuaValue get(LuaValue key) {
    return current().get(key);
  }

  @Override
  public LuaValue rawget(LuaValue key) {
    return current().rawget(key);
  }

  @Override
  public void set(LuaValue key, LuaValue value) {
    current().set(key, value);
  }

  @Override
  public void rawset(LuaValue key, LuaValue value) {
    current().rawset(key, value);
  }

  @Override
  public Varargs next(LuaValue key) {
    return current().next(key);
  }
}
