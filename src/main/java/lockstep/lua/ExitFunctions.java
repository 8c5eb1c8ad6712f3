package lockstep.lua;

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

    Requested(String message) {
      super(message, null, false, false);
    }
  }

  @Override
  public Varargs call(String function, Varargs arguments) {
    String name = function.equals("exit") ? "os.exit" : function;
    String code = arguments.isnil(1) ? "" : Chunks.text(BaseFunctions.text(arguments.arg1()));
    throw new Requested(
        stack.location().where() + ": the configuration called " + name + "(" + code + ")");
  }
}
