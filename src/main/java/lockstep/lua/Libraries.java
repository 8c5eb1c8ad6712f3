package lockstep.lua;

import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.Globals;
import org.luaj.vm2.lib.Bit32Lib;
import org.luaj.vm2.lib.CoroutineLib;
import org.luaj.vm2.lib.jse.JseIoLib;
import org.luaj.vm2.lib.jse.JseMathLib;
import org.luaj.vm2.lib.jse.JseOsLib;

/// The standard libraries that most configurations do without: each is set up when a text that
/// names it is compiled.
///
/// All of them together are a hundred classes, as much as the rest of luaj.
final class Libraries {
  private final Globals globals;
  private final CallStack stack;
  private final List<String> pending =
      new ArrayList<>(List.of("bit32", "coroutine", "debug", "io", "math", "os"));

  Libraries(Globals globals, CallStack stack) {
    this.globals = globals;
    this.stack = stack;
  }

  /// Sets up the libraries that the text names.
  void prepare(byte[] source) {
    for (var name : List.copyOf(pending)) {
      if (holdsWord(source, name)) {
        pending.remove(name);
        load(name);
      }
    }
  }

  private void load(String name) {
    switch (name) {
      case "bit32" -> globals.load(new Bit32Lib());
      case "coroutine" -> {
        globals.load(new CoroutineLib());
        new Coroutines(globals, stack).install();
      }
      case "debug" -> new DebugFunctions(stack).install(globals);
      case "io" -> {
        globals.load(new JseIoLib());
        Shell.installPopen(globals, stack);
      }
      case "math" -> globals.load(new JseMathLib());
      case "os" -> {
        globals.load(new JseOsLib());
        Shell.installExecute(globals, stack);
        new ExitFunctions(stack).install(globals.get("os"), "exit");
      }
      default -> throw new IllegalArgumentException(name);
    }
    globals.get("package").get("loaded").set(name, globals.get(name));
  }

  private static boolean holdsWord(byte[] text, String word) {
    for (int i = 0; i + word.length() <= text.length; i++) {
      if (isAt(text, i, word) && !isLetter(text, i - 1) && !isLetter(text, i + word.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAt(byte[] text, int at, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (text[at + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(byte[] text, int at) {
    return at >= 0 && at < text.length && (Character.isLetterOrDigit(text[at]) || text[at] == '_');
  }
}
