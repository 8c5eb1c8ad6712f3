package lockstep.lua;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import lockstep.event.Printable;
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

  LsyncdFunctions(Globals globals, CallStack stack) {
    this.globals = globals;
    this.stack = stack;
  }

  void install() {
    globals.set("lsyncd_version", VERSION);
    install(globals, "log", "now", "readdir");
    new ExitFunctions(stack).install(globals, "terminate");
    install(globals, "alarm", "nonobservefd", "observefd", "spawn", "spawnShell", "tunnel");
  }

  @Override
  public Varargs call(String function, Varargs arguments) {
    return switch (function) {
      case "log" -> log(arguments);
      case "now" -> LuaValue.valueOf(System.currentTimeMillis() / 1e3);
      case "readdir" -> readdir(arguments);
      default -> throw stack.raised(function + "() is not supported yet");
    };
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
    private static final Logger LOGGER = LoggerFactory.getLogger("lockstep.script");

    private Log() {}

    static void write(String category, String text) {
      switch (category) {
        case "Error" -> LOGGER.error("{}", text);
        case "Warn" -> LOGGER.warn("{}", text);
        case "Normal", "Info" -> LOGGER.info("{}", text);
        default -> LOGGER.debug("{}: {}", category, text);
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
