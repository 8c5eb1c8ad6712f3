package lockstep.lua;

import java.util.function.Consumer;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.StringLib;
import org.luaj.vm2.lib.TableLib;
import org.luaj.vm2.lib.jse.JseBaseLib;

/// A fresh Lua state with the standard libraries, luaj's defects in them mended.
final class Interpreter {
  private final Globals globals = new Globals();
  private final CallStack stack;
  private final Modules modules;
  private final LuaTable strings = new LuaTable();

  /// @param outside what errors name while no Lua code runs
  /// @param files reads those that scripts run
  Interpreter(Location outside, Modules.Files files) {
    stack = new CallStack(globals, outside);
    modules = new Modules(globals, stack, files);
    globals.load(new JseBaseLib());
    modules.install();
    globals.load(new TableLib());
    globals.load(new StringLib());
    new BaseFunctions(globals, stack).install();
    installStrings((LuaTable) globals.get("string"));
    globals.debuglib = stack;
  }

  /// Gives the strings of this state its own library. luaj keeps that of the first state for ever,
  /// with whatever its script changed.
  private void installStrings(LuaTable library) {
    new StringFunctions(stack).install(library);
    strings.set(LuaValue.INDEX, library);
    enter();
  }

  /// The calling thread runs code of this state from now on.
  void enter() {
    StringLibraries.use(strings);
  }

  Globals globals() {
    return globals;
  }

  CallStack stack() {
    return stack;
  }

  /// Shows the text of each chunk that is compiled.
  void onText(Consumer<byte[]> reader) {
    modules.onText(reader);
  }

  /// Runs a chunk.
  ///
  /// @param name the file's, for messages
  void run(byte[] content, String name) {
    modules.compile(content, "@" + name, globals).call();
  }
}
