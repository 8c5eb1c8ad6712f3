package lockstep.lua;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/// A Java function that scripts call.
final class Native extends VarArgFunction {
  /// What the function does.
  interface Body {
    Varargs call(Varargs arguments);
  }

  private final String name;
  private final Body body;

  Native(String name, Body body) {
    this.name = name;
    this.body = body;
  }

  @Override
  public Varargs invoke(Varargs arguments) {
    return body.call(arguments);
  }

  @Override
  public LuaValue call() {
    return body.call(NONE).arg1();
  }

  @Override
  public LuaValue call(LuaValue argument) {
    return body.call(argument).arg1();
  }

  @Override
  public LuaValue call(LuaValue first, LuaValue second) {
    return body.call(varargsOf(first, second)).arg1();
  }

  @Override
  public LuaValue call(LuaValue first, LuaValue second, LuaValue third) {
    return body.call(varargsOf(first, second, third)).arg1();
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
