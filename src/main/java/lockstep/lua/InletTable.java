package lockstep.lua;

import java.util.ArrayList;
import java.util.List;
import lockstep.event.RelativePath;
import lockstep.plan.Desk;
import lockstep.plan.RefusedException;
import lockstep.queue.ScriptEntry;
import lockstep.queue.ScriptList;
import lockstep.queue.ScriptList.Answer;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/// What `sync{…}` returns, and what actions are given: the functions by which a script asks for the
/// events of a sync and says what becomes of them.
final class InletTable extends LuaTable implements Library {
  private static final List<String> FUNCTIONS =
      List.of(
          "addExclude",
          "appendFilter",
          "createBlanketEvent",
          "createFullEvent",
          "discardEvent",
          "getConfig",
          "getEvent",
          "getEvents",
          "getExcludes",
          "getFilters",
          "getSync",
          "hasFilters",
          "rmExclude");

  private final LuaTable config;
  private final CallStack stack;
  private final RuleLists rules;
  private @Nullable LuaScript script;

  InletTable(LuaTable config, CallStack stack, RuleLists rules) {
    this.config = config;
    this.stack = stack;
    this.rules = rules;
  }

  void belongsTo(LuaScript owner) {
    script = owner;
  }

  @Nullable LuaScript script() {
    return script;
  }

  @Override
  public LuaValue get(LuaValue key) {
    LuaValue own = rawget(key);
    if (!own.isnil()) {
      return own;
    }
    String name = CheckGauge.name(key);
    if (!FUNCTIONS.contains(name)) {
      throw stack.raised("inlet does not have function \"" + name + "\"");
    }
    LuaValue function = new Native(name, this);
    rawset(key, function);
    return function;
  }

  @Override
  public Varargs call(String function, Varargs arguments) {
    if (function.equals("getConfig")) {
      return config;
    }
    if (script == null) {
      throw stack.raised(
          "the function \""
              + function
              + "\" of an inlet is for a sync with a function of its own, such as action");
    }
    return call(script, function, arguments);
  }

  private Varargs call(LuaScript owner, String function, Varargs arguments) {
    return switch (function) {
      case "getEvent" -> next(owner);
      case "getEvents" -> list(owner, arguments.optfunction(1, null));
      case "discardEvent" -> discard(owner, arguments.arg1());
      case "createBlanketEvent" -> owner.event(owner.at().addBlanket(), false);
      case "createFullEvent" -> owner.event(owner.at().addFull(path(arguments)), false);
      case "getSync" -> this; // of lsyncd's inner object scripts use no more than this has
      case "addExclude" -> change(owner, rules.exclude(Chunks.bytes(arguments.checkstring(1))));
      case "rmExclude" -> removeExclude(owner, Chunks.bytes(arguments.checkstring(1)));
      case "appendFilter" -> change(owner, rules.filter(arguments));
      case "getExcludes" -> RuleLists.table(rules.excludes());
      case "getFilters" -> RuleLists.table(rules.all());
      case "hasFilters" -> LuaValue.valueOf(rules.hasFilters());
      default -> throw Library.unknown(function);
    };
  }

  private static Varargs next(LuaScript owner) {
    ScriptEntry entry = owner.at().next();
    return entry == null ? LuaValue.NIL : both(owner, entry);
  }

  private static Varargs both(LuaScript owner, ScriptEntry entry) {
    LuaValue event = owner.event(entry, false);
    return entry.event().destination() == null
        ? event
        : LuaValue.varargsOf(event, owner.event(entry, true));
  }

  private Varargs list(LuaScript owner, @Nullable LuaFunction test) {
    List<ScriptEntry> all = owner.at().entries();
    return new ListTable(
        owner,
        ScriptList.of(
            all,
            entry -> {
              stack.check();
              return test == null ? Answer.TAKE : answer(test.invoke(both(owner, entry)).arg1());
            }));
  }

  private static Answer answer(LuaValue said) {
    if (said.isstring() && Chunks.text(said).equals("break")) {
      return Answer.BREAK;
    }
    return said.toboolean() ? Answer.TAKE : Answer.LEAVE;
  }

  private Varargs discard(LuaScript owner, LuaValue value) {
    if (!(value instanceof EventTable event)) {
      throw stack.raised("discardEvent() takes an event, not " + Values.describe(value));
    }
    if (owner.at().discard(event.id())) {
      owner.forget(event.id());
    } else {
      ScriptLog.ERROR.error(
          "Ignored cancel of a non-waiting event of type {}", event.kind().word());
    }
    return LuaValue.NONE;
  }

  private static RelativePath path(Varargs arguments) {
    byte[] bytes = Chunks.bytes(arguments.optstring(1, LuaValue.EMPTYSTRING));
    int from = bytes.length > 0 && bytes[0] == '/' ? 1 : 0;
    int to =
        bytes.length > from && bytes[bytes.length - 1] == '/' ? bytes.length - 1 : bytes.length;
    return RelativePath.of(java.util.Arrays.copyOfRange(bytes, from, to));
  }

  private Varargs removeExclude(LuaScript owner, byte[] pattern) {
    List<byte[]> left = rules.withoutExclude(pattern);
    return left == null ? LuaValue.NONE : change(owner, left);
  }

  private Varargs change(LuaScript owner, List<byte[]> lines) {
    Desk desk = owner.at();
    try {
      desk.setRules(new ArrayList<>(lines));
    } catch (RefusedException e) {
      throw stack.raised(String.valueOf(e.getMessage()));
    }
    return LuaValue.NONE;
  }
}
