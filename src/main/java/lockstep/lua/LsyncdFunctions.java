package lockstep.lua;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import lockstep.event.Printable;
import lockstep.plan.Answer.Verdict;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The global functions that lsyncd gives to scripts.
final class LsyncdFunctions implements Library {
  private static final String VERSION =
      "2.2.3"; // the one whose language this is; scripts compare it

  private final Globals globals;
  private final CallStack stack;
  private final ScriptHost host;

  LsyncdFunctions(Globals globals, ScriptHost host) {
    this.globals = globals;
    this.stack = host.stack();
    this.host = host;
  }

  void install() {
    globals.set("lsyncd_version", VERSION);
    install(globals, "log", "now", "readdir");
    new ExitFunctions(stack).install(globals, "terminate");
    new SpawnFunctions(stack).install(globals, "spawn", "spawnShell");
    install(globals, "alarm", "nonobservefd", "observefd", "tunnel");
  }

  @Override
  public Varargs call(String function, Varargs arguments) {
    return switch (function) {
      case "log" -> log(arguments);
      case "now" -> LuaValue.valueOf(Alarms.now());
      case "readdir" -> readdir(arguments);
      case "alarm" -> alarm(arguments);
      default -> throw stack.raised(function + "() is not supported yet");
    };
  }

  /// Has a function called once at a time, with that time and whatever else is given.
  private Varargs alarm(Varargs arguments) {
    double at = arguments.checkdouble(1);
    var function = arguments.checkfunction(2);
    var extra = arguments.arg(3);
    host.alarms()
        .add(
            at,
            () -> {
              function.call(LuaValue.valueOf(at), extra);
              return Verdict.OK;
            });
    return LuaValue.NONE;
  }

  private Varargs log(Varargs arguments) {
    String category = arguments.checkjstring(1);
    var text = new StringBuilder();
    for (int i = 2; i <= arguments.narg(); i++) {
      text.append(logged(arguments.arg(i)));
    }
    Log.write(category, text.toString());
    return LuaValue.NONE;
  }

  private static String logged(LuaValue value) {
    return switch (value.type()) {
      case LuaValue.TNIL, LuaValue.TBOOLEAN -> "(" + value.tojstring() + ")";
      case LuaValue.TSTRING, LuaValue.TNUMBER ->
          Printable.of(Chunks.bytes(BaseFunctions.text(value)));
      default -> "(" + value.typename() + ")";
    };
  }

  /// Apart, so that the logging library is only loaded by scripts that log.
  private static final class Log {
    private Log() {}

    static void write(String category, String text) {
      Logger logger = LoggerFactory.getLogger(category.matches("[A-Z]\\w*") ? category : "Debug");
      switch (category) {
        case "Error" -> logger.error("{}", text);
        case "Warn" -> logger.warn("{}", text);
        case "Normal" -> logger.info("{}", text);
        default -> logger.debug("{}", text);
      }
    }
  }

  /// The entries of a directory: name to whether it is a directory. Nothing if it cannot be read.
  private Varargs readdir(Varargs arguments) {
    byte[] name = Chunks.bytes(arguments.checkstring(1));
    var entries = new LuaTable();
    try (var paths = Files.newDirectoryStream(BytePath.of(name))) {
      for (var path : paths) {
        var directory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        entries.set(LuaString.valueUsing(BytePath.name(path)), LuaValue.valueOf(directory));
      }
      return entries;
    } catch (IOException | IllegalArgumentException e) {
      Log.write("Error", "cannot open dir [" + Printable.of(name) + "].");
      return LuaValue.NONE;
    }
  }
}
