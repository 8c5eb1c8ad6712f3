package lockstep.lua;

import lockstep.queue.Delay.Kind;
import lockstep.queue.ScriptEntry;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/// An event as scripts know it: fields that are read as they are now, and whatever the script puts
/// there itself.
final class EventTable extends LuaTable {
  private final LuaScript script;
  private final long id;
  private final boolean atDestination;
  private ScriptEntry entry;
  private long turn;
  private @Nullable EventTable arrival;

  EventTable(LuaScript script, ScriptEntry entry, boolean atDestination) {
    this.script = script;
    this.id = entry.id();
    this.entry = entry;
    this.atDestination = atDestination;
  }

  LuaScript script() {
    return script;
  }

  long id() {
    return id;
  }

  void update(ScriptEntry fresh) {
    entry = fresh;
    turn = script.host().turn();
    if (arrival != null) {
      arrival.update(fresh);
    }
  }

  /// The same at the destination of the move.
  EventTable arrival() {
    if (arrival == null) {
      arrival = new EventTable(script, entry, true);
      arrival.update(entry);
    }
    return arrival;
  }

  /// Whether it is a move, so that there is another event with it.
  boolean isMove() {
    return entry().event().destination() != null;
  }

  /// As it is now, or was at last.
  ScriptEntry entry() {
    if (turn != script.host().turn()) {
      refresh();
    }
    return entry;
  }

  /// Something was done to it.
  void refresh() {
    ScriptEntry fresh = script.at().entry(id);
    update(fresh == null ? entry : fresh);
  }

  Kind kind() {
    return entry().event().kind();
  }

  EventPath path() {
    return EventPath.of(entry(), atDestination);
  }

  @Override
  public LuaValue get(LuaValue key) {
    LuaValue own = rawget(key);
    return own.isnil() ? field(key) : own;
  }

  private LuaValue field(LuaValue key) {
    EventPath path = path();
    String name = CheckGauge.name(key);
    return switch (name) {
      case "etype" -> Chunks.string(kind().word());
      case "status" -> {
        refresh();
        yield Chunks.string(entry.status().word());
      }
      case "isdir" -> valueOf(entry.event().directory());
      case "isList" -> FALSE;
      case "name" -> path.isEmpty() ? NIL : path.lastName(true);
      case "basename" -> path.isEmpty() ? NIL : path.lastName(false);
      case "path" -> path.relative();
      case "pathname" -> path.relativeWithoutSlash();
      case "pathdir" -> path.relativeDirectory();
      case "source" -> LuaString.valueOf(script.source());
      case "sourcePath" -> source(path.whole());
      case "sourcePathname" -> source(path.withoutSlash());
      case "sourcePathdir" -> source(path.directory());
      case "target" -> target();
      case "targetPath" -> target(path.whole());
      case "targetPathname" -> target(path.withoutSlash());
      case "targetPathdir" -> target(path.directory());
      case "config" -> script.config();
      case "inlet" -> script.inlet();
      case "move" -> isMove() ? Chunks.string(atDestination ? "To" : "Fr") : NIL;
      default -> throw script.host().stack().raised("event does not have field \"" + name + "\"");
    };
  }

  private LuaValue source(LuaString part) {
    return LuaString.valueOf(script.source()).concat(part);
  }

  private LuaValue target() {
    return script.config().get("target");
  }

  private LuaValue target(LuaString part) {
    LuaValue target = target();
    if (!target.isstring()) {
      throw script.host().stack().raised("the sync has no target, which an event's path needs");
    }
    return BaseFunctions.text(target).concat(part);
  }
}
