package lockstep.lua;

import java.util.List;
import lockstep.event.Printable;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/// The functions of `default`: hand the next event to the handler that is named for it, a function
/// or a text.
final class DefaultCalls {

  private final LuaScript script;

  DefaultCalls(LuaScript script) {
    this.script = script;
  }

  /// `default.action(inlet)`
  void action() {
    Varargs next = script.inlet().get(Chunks.string("getEvent")).invoke();
    if (next.arg1() instanceof EventTable event) {
      EventTable second = next.arg(2) instanceof EventTable arrival ? arrival : null;
      handle("on" + event.kind().word(), event, second);
    }
  }

  /// `default.init(event)`
  void init(EventTable event) {
    handle("onStartup", event, null);
  }

  private void handle(String key, EventTable event, @Nullable EventTable second) {
    LuaValue handler = script.config().get(key);
    if (handler.isfunction()) {
      handler.invoke(LuaValue.varargsOf(event, second == null ? LuaValue.NIL : second));
    } else if (handler instanceof LuaString text) {
      run(HandlerText.of(text), text, event, second);
    }
    drop(event);
  }

  /// Nobody wanted it.
  private void drop(EventTable event) {
    if (script.at().discard(event.id())) {
      script.forget(event.id());
    }
  }

  private void run(
      HandlerText handler, LuaString text, EventTable event, @Nullable EventTable second) {
    HandlerText.Source values =
        variable -> {
          EventTable from = variable.startsWith("d.") && second != null ? second : event;
          String field = variable.charAt(1) == '.' ? variable.substring(2) : variable;
          return from.get(Chunks.string(field));
        };
    List<byte[]> words = handler.words(values);
    if (handler.isShell()) {
      ScriptLog.NORMAL.info(
          "Event {} spawns shell \"{}\"", event.kind().word(), handler.filled(values));
    } else {
      ScriptLog.NORMAL.info(
          "Event {} spawns action \"{}\"", event.kind().word(), Printable.of(Chunks.bytes(text)));
    }
    SpawnFunctions.spawn(script.host().stack(), event, words, null);
  }
}
