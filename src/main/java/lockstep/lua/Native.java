package lockstep.lua;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/// A Java function that scripts call.
final class Native extends VarArgFunction {
  private final Library library;

  Native(String name, Library library) {
    this.name = name;
    this.library = library;
  }

  @Override
  public Varargs invoke(Varargs arguments) {
    return library.call(name, arguments);
  }

  @Override
  public LuaValue call() {
    return library.call(name, NONE).arg1();
  }

  @Override
  public LuaValue call(LuaValue argument) {
    return library.call(name, argument).arg1();
  }

  @Override
  public LuaValue call(LuaValue first, LuaValue second) {
    return library.call(name, varargsOf(first, second)).arg1();
  }

  @Override
  public LuaValue call(LuaValue first, LuaValue second, LuaValue third) {
    return library.call(name, varargsOf(first, second, third)).arg1();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String tojstring() {
    return "function: builtin: " + name;
  }
}
