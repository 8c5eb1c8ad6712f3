package lockstep.lua;

import java.io.IOException;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/// `os.execute` and `io.popen`, run by `/bin/sh -c` as in Lua; luaj splits the command at blanks
/// and runs it without a shell.
final class Shell implements Library {
  private static final int SIGNALLED = 128; // how Java reports that a signal ended a process

  private final CallStack stack;
  private final LuaValue original;

  private Shell(CallStack stack, LuaValue original) {
    this.stack = stack;
    this.original = original;
  }

  static void installExecute(Globals globals, CallStack stack) {
    new Shell(stack, LuaValue.NIL).install(globals.get("os"), "execute");
  }

  static void installPopen(Globals globals, CallStack stack) {
    new Shell(stack, globals.get("io").get("popen")).install(globals.get("io"), "popen");
  }

  @Override
  public Varargs call(String function, Varargs arguments) {
    return switch (function) {
      case "execute" -> execute(arguments);
      case "popen" ->
          original.invoke(
              LuaValue.varargsOf(
                  Chunks.string("/bin/sh -c " + word(arguments)), arguments.subargs(2)));
      default -> throw Library.unknown(function);
    };
  }

  /// The command as one word of ASCII without blanks, which no encoding and no splitting can
  /// change.
  private static String word(Varargs arguments) {
    var word = new StringBuilder("eval${IFS}\"$(printf${IFS}%").append("b${IFS}'");
    for (byte b : Chunks.bytes(arguments.checkstring(1))) {
      word.append("\\0").append(b >> 6 & 3).append(b >> 3 & 7).append(b & 7);
    }
    return word.append("')\"").toString();
  }

  private Varargs execute(Varargs arguments) {
    if (arguments.isnil(1)) {
      return LuaValue.TRUE; // there is a shell
    }
    try {
      var process = new ProcessBuilder("/bin/sh", "-c", word(arguments)).inheritIO().start();
      try {
        return result(process.waitFor());
      } catch (InterruptedException e) {
        process.destroy();
        throw stack.stopped("interrupted");
      }
    } catch (IOException e) {
      throw stack.raised("cannot run /bin/sh: " + e.getMessage());
    }
  }

  private static Varargs result(int code) {
    boolean signalled = code > SIGNALLED;
    return LuaValue.varargsOf(
        code == 0 ? LuaValue.TRUE : LuaValue.NIL,
        LuaValue.valueOf(signalled ? "signal" : "exit"),
        LuaValue.valueOf(signalled ? code - SIGNALLED : code));
  }
}
