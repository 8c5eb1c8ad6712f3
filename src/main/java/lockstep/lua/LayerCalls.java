package lockstep.lua;

import java.util.List;
import lockstep.plan.RefusedException;
import lockstep.queue.Delay.Kind;
import lockstep.queue.ScriptEntry;
import lockstep.queue.ScriptList;
import lockstep.queue.ScriptList.Answer;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/// The functions of the layers that run rsync, for scripts that call them from functions of their
/// own, or have a function in the place of one of them.
final class LayerCalls {
  private final LuaScript script;

  LayerCalls(LuaScript script) {
    this.script = script;
  }

  Varargs call(String function, Varargs arguments) {
    switch (function) {
      case "default.collect", "default.rsync.collect" -> {
        return collect(arguments, "exitcodes");
      }
      case "default.rsyncssh.collect" -> {
        boolean move = arguments.arg1() instanceof EventTable event && event.kind() == Kind.MOVE;
        return collect(arguments, move ? "sshExitCodes" : "rsyncExitCodes");
      }
      case "default.direct.collect" -> {
        boolean other = arguments.arg1() instanceof EventTable event && event.kind() != Kind.INIT;
        return other ? Chunks.string("ok") : collect(arguments, "rsyncExitCodes");
      }
      case "default.rsync.action" -> list(Answer.LEAVE);
      case "default.rsyncssh.action" -> moveOrList();
      case "default.direct.action" -> new DirectCalls(script).action();
      case "default.rsync.init", "default.rsyncssh.init", "default.direct.init" ->
          all(arguments.arg1());
      default -> throw Library.unknown(function);
    }
    return LuaValue.NONE;
  }

  private LuaValue collect(Varargs arguments, String codes) {
    boolean insists = script.host().insists();
    return Chunks.string(
        new Collecting(script.config(), codes, arguments.arg1(), arguments.checkint(2), insists)
            .verdict());
  }

  /// Runs rsync for the whole tree.
  private void all(LuaValue value) {
    if (!(value instanceof EventTable event)) {
      throw script.host().stack().raised("init() takes an event, not " + Values.describe(value));
    }
    run(List.of(event.entry()), event, false, true);
  }

  /// Runs rsync for what waits.
  ///
  /// @param atMove what becomes of the list where there is a move
  private void list(Answer atMove) {
    var entries = ScriptList.of(script.at().entries(), entry -> answer(entry, atMove));
    if (!entries.isEmpty()) {
      run(entries, new ListTable(script, entries), true, false);
    }
  }

  private static Answer answer(ScriptEntry entry, Answer atMove) {
    return switch (entry.event().kind()) {
      case INIT, BLANKET -> atMove;
      case MOVE -> atMove == Answer.BREAK ? atMove : Answer.TAKE;
      case FULL -> Answer.LEAVE; // is to be told as such
      case CREATE, MODIFY, ATTRIB, DELETE -> Answer.TAKE;
    };
  }

  private void moveOrList() {
    ScriptEntry next = script.at().next();
    if (next == null || next.event().kind() != Kind.MOVE) {
      list(Answer.BREAK);
      return;
    }
    try {
      started(script.at().moveThere(next), script.event(next, false));
    } catch (RefusedException e) {
      throw refused(e);
    }
  }

  private void run(List<ScriptEntry> entries, LuaTable agent, boolean list, boolean full) {
    try {
      started(script.at().rsync(entries, list, full), agent);
    } catch (RefusedException e) {
      throw refused(e);
    }
  }

  private void started(long number, LuaTable agent) {
    if (number != 0) {
      script.started(number, agent);
    }
  }

  private Raised refused(RefusedException e) {
    return script.host().stack().raised(String.valueOf(e.getMessage()));
  }
}
