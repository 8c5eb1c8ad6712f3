package lockstep.lua;

import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaThread;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/// `coroutine.resume` and `coroutine.wrap` with messages as the rest of the interpreter gives them.
///
/// luaj runs each coroutine in a thread of its own and hands errors on as text, so an error that is a table arrives as a string.
final class Coroutines {
  private final Failures failures;

  Coroutines(CallStack stack) {
    this.failures = new Failures(stack);
  }

  void install(Globals globals) {
    var library = globals.get("coroutine");
    library.set("resume", new Native("resume", arguments -> resume(arguments.checkthread(1), arguments.subargs(2))));
    library.set(
        "wrap",
        new Native(
            "wrap",
            arguments -> {
              var thread = new LuaThread(globals, arguments.checkfunction(1));
              return new Native("wrapped", inner -> wrapped(thread, inner));
            }));
  }

  private Varargs wrapped(LuaThread thread, Varargs arguments) {
    var result = resume(thread, arguments);
    if (!result.arg1().toboolean()) {
      throw new Raised(result.arg(2));
    }
    return result.subargs(2);
  }

  private Varargs resume(LuaThread thread, Varargs arguments) {
    var result = thread.resume(arguments);
    if (result.arg1().toboolean()) {
      return result;
    }
    var error = new LuaError(result.arg(2).tojstring());
    return LuaValue.varargsOf(LuaValue.FALSE, failures.value(error));
  }
}
