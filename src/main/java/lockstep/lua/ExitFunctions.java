package lockstep.lua;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/// The functions by which a script ends the program. Reading a configuration ends nothing; it
/// fails.
final class ExitFunctions implements Library {
  private final CallStack stack;

  ExitFunctions(CallStack stack) {
    this.stack = stack;
  }

  /// What unwinds the script, as an error that it cannot catch itself.
  static final class Requested extends Error {
    private static final long serialVersionUID = 1;

    private final int status;

    Requested(String message, int status) {
      super(message, null, false, false);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  @Override
  public Varargs call(String function, Varargs arguments) {
    String name = function.equals("exit") ? "os.exit" : function;
    String code = arguments.isnil(1) ? "" : Chunks.text(BaseFunctions.text(arguments.arg1()));
    throw new Requested(
        stack.location().where() + ": the configuration called " + name + "(" + code + ")",
        status(arguments.arg1()));
  }

  /// As C does: true and nothing are success.
  private static int status(LuaValue code) {
    if (code.isboolean()) {
      return code.toboolean() ? 0 : 1;
    }
    return code.isnumber() ? code.toint() & 0xff : 0;
  }
}
