package lockstep.lua;

import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaThread;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/// `coroutine.resume` and `coroutine.wrap` with messages as the rest of the interpreter gives them.
///
/// luaj runs each coroutine in a thread of its own and hands errors on as text, so an error that is
/// a table arrives as a string.
final class Coroutines implements Library {
  private final Globals globals;
  private final CallStack stack;

  Coroutines(Globals globals, CallStack stack) {
    this.globals = globals;
    this.stack = stack;
  }

  void install() {
    install(globals.get("coroutine"), "resume", "wrap");
  }

  @Override
  public Varargs call(String function, Varargs arguments) {
    return switch (function) {
      case "resume" -> resume(arguments.checkthread(1), arguments.subargs(2));
      case "wrap" -> wrap(arguments);
      default -> throw Library.unknown(function);
    };
  }

  private Varargs wrap(Varargs arguments) {
    var thread = new LuaThread(globals, arguments.checkfunction(1));
    return new Native("wrapped", (_, inner) -> wrapped(thread, inner));
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
    var error = new LuaError(Chunks.text(result.arg(2)));
    return LuaValue.varargsOf(LuaValue.FALSE, Failures.value(error, stack));
  }
}
