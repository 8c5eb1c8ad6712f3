package lockstep.lua;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import lockstep.event.AbsolutePath;
import lockstep.plan.Answer;
import lockstep.plan.Answer.Verdict;
import lockstep.plan.Desk;
import lockstep.plan.Script;
import lockstep.plan.Turn;
import lockstep.queue.ScriptEntry;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/// The functions of one sync: calls them, and keeps the objects by which they know its events.
final class LuaScript implements Script {
  private final String name;
  private final LuaTable config;
  private final ScriptHost host;
  private final InletTable inlet;
  private final String identity;

  /// The objects of events that are not dealt with, with whatever the script has put on them.
  private final Map<Long, EventTable> events = new HashMap<>();

  private final Map<Long, LuaTable> agents = new HashMap<>();
  private @Nullable Desk desk;
  private byte[] source = {};

  /// @param inlet what `sync{…}` returned
  LuaScript(String name, LuaTable config, ScriptHost host, InletTable inlet) {
    this.name = name;
    this.config = config;
    this.host = host;
    this.inlet = inlet;
    this.identity = host.identity();
    inlet.belongsTo(this);
  }

  @Override
  public boolean wantsMoves() {
    return config.get("onMove").toboolean();
  }

  @Override
  public boolean wantsSubdirectories() {
    return !config.get("subdirs").raweq(LuaValue.FALSE);
  }

  @Override
  public void sitAt(Desk place, AbsolutePath real) {
    desk = place;
    byte[] path = real.bytes();
    source = real.isRoot() ? path : Chunks.bytes(LuaString.valueOf(path).concat(SLASH).strvalue());
    host.onEnd(place::terminate);
    host.begin();
  }

  private static final LuaString SLASH = Chunks.string("/");

  @Override
  public void take(Turn turn, Consumer<Answer> answer) {
    host.call(() -> take(turn), answer);
  }

  @Override
  public void close() {
    host.end();
  }

  private Verdict take(Turn turn) {
    config.set("source", LuaString.valueOf(source));
    switch (turn) {
      case Turn.Init(ScriptEntry event) -> call("init", event(event, false));
      case Turn.Full(ScriptEntry event) -> {
        if (config.get("full").isfunction()) {
          call("full", event(event, false));
        } else {
          call("action", inlet);
        }
      }
      case Turn.Action _ -> call("action", inlet);
      case Turn.Collect(long agent, Turn.Exit exit) -> {
        return collect(agent, exit);
      }
    }
    return Verdict.OK;
  }

  private void call(String key, LuaValue argument) {
    config.get(key).call(argument);
  }

  private Verdict collect(long number, Turn.Exit exit) {
    LuaTable agent = agents.remove(number);
    if (agent == null) {
      throw new IllegalStateException("no agent " + number);
    }
    Verdict verdict = verdict(agent, exit);
    if (verdict == Verdict.OK) {
      AgentIds.of(agent).forEach(events::remove);
    }
    return verdict;
  }

  private Verdict verdict(LuaTable agent, Turn.Exit exit) {
    LuaValue function = config.get("collect");
    if (!function.isfunction()) {
      return exit.status() == 0 ? Verdict.OK : Verdict.DIE;
    }
    if (exit.signal() != 0 && Layer.isCollect(function)) {
      Collecting.tellOfSignal(agent, exit);
      return Verdict.AGAIN; // it was ended, and has said nothing of its work
    }
    return switch (Chunks.text(function.call(agent, LuaValue.valueOf(exit.status())))) {
      case "again" -> Verdict.AGAIN;
      case "die" -> Verdict.DIE;
      default -> Verdict.OK;
    };
  }

  // --- for the functions that scripts call

  String name() {
    return name;
  }

  LuaTable config() {
    return config;
  }

  ScriptHost host() {
    return host;
  }

  InletTable inlet() {
    return inlet;
  }

  /// The source as scripts see it, with a slash at its end.
  byte[] source() {
    return source;
  }

  /// Where questions about the sync are answered; its queue stays as it is until the call is over.
  Desk at() {
    Desk place = desk();
    host.hold(this);
    return place;
  }

  Desk desk() {
    if (desk == null || !host.isLive()) {
      throw host.stack().raised("this works only while the sync is running, not while it is read");
    }
    return desk;
  }

  /// The object of an event.
  ///
  /// @param arrival whether it is for the destination of a move
  EventTable event(ScriptEntry entry, boolean arrival) {
    EventTable table = events.computeIfAbsent(entry.id(), _ -> new EventTable(this, entry, false));
    table.update(entry);
    return arrival ? table.arrival() : table;
  }

  void forget(long event) {
    events.remove(event);
  }

  void started(long number, LuaTable agent) {
    agents.put(number, agent);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LuaScript that && identity.equals(that.identity);
  }

  @Override
  public int hashCode() {
    return identity.hashCode();
  }
}
