package lockstep.lua;

import java.io.IOException;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/// `os.execute` and `io.popen`, run by `/bin/sh -c` as in Lua; luaj splits the command at blanks and runs it without a shell.
final class Shell {
  private static final int SIGNALLED = 128; // how Java reports that a signal ended a process

  private final CallStack stack;

  Shell(CallStack stack) {
    this.stack = stack;
  }

  void install(Globals globals) {
    globals.get("os").set("execute", new Native("execute", this::execute));
    var popen = globals.get("io").get("popen");
    globals
        .get("io")
        .set(
            "popen",
            new Native(
                "popen",
                arguments -> {
                  var command = Chunks.string("/bin/sh -c " + word(arguments));
                  return popen.invoke(LuaValue.varargsOf(command, arguments.subargs(2)));
                }));
  }

  /// The command as one word of ASCII without blanks, which no encoding and no splitting can change.
  private static String word(Varargs arguments) {
    var word = new StringBuilder("eval${IFS}\"$(printf${IFS}%b${IFS}'");
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
        throw new CallStack.Stopped();
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
