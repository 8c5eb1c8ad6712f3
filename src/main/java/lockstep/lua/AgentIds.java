package lockstep.lua;

import java.util.List;
import lockstep.queue.ScriptEntry;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/// What a process may run for: an event or a list of events.
final class AgentIds {
  private AgentIds() {}

  /// The events; none if the value is no such thing.
  static List<Long> of(LuaValue agent) {
    return switch (agent) {
      case EventTable event -> List.of(event.id());
      case ListTable list -> list.entries().stream().map(ScriptEntry::id).toList();
      default -> List.of();
    };
  }

  /// The sync that it belongs to; null if it is no such thing.
  static @Nullable LuaScript script(LuaValue value) {
    return switch (value) {
      case EventTable event -> event.script();
      case ListTable list -> list.script();
      case InletTable inlet -> inlet.script();
      default -> null;
    };
  }
}
