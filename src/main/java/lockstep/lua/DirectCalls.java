package lockstep.lua;

import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaValue;

/// `default.direct.action`: one command of the shell's tools for each event.
final class DirectCalls {

  private final LuaScript script;

  DirectCalls(LuaScript script) {
    this.script = script;
  }

  void action() {
    var next = script.inlet().get(Chunks.string("getEvent")).invoke();
    if (!(next.arg1() instanceof EventTable event)) {
      return;
    }
    List<byte[]> words = words(event, next.arg(2));
    if (!words.isEmpty()) {
      SpawnFunctions.spawn(script.host().stack(), event, words, null);
      return;
    }
    if (script.at().discard(event.id())) {
      script.forget(event.id());
    }
  }

  private List<byte[]> words(EventTable event, LuaValue second) {
    return switch (event.kind()) {
      case CREATE ->
          event.entry().event().directory()
              ? words(List.of("mkdir", "-p", "--"), field(event, "targetPath"))
              : copy(event);
      case MODIFY -> copy(event);
      case DELETE ->
          deletes() ? words(List.of("rm", "-rf", "--"), field(event, "targetPath")) : List.of();
      case MOVE -> move(event, (EventTable) second);
      case ATTRIB, INIT, FULL, BLANKET -> {
        ScriptLog.WARN.warn("ignored an event of type \"{}\"", event.kind().word());
        yield List.of();
      }
    };
  }

  /// A link as a link: what it leads to is not in the source.
  private static List<byte[]> copy(EventTable event) {
    return words(
        List.of("cp", "-pP", "--"), field(event, "sourcePath"), field(event, "targetPathdir"));
  }

  private List<byte[]> move(EventTable from, EventTable to) {
    String command = "mv -- \"$1\" \"$2\"" + (deletes() ? " || rm -rf -- \"$1\"" : "");
    var words =
        words(List.of("sh", "-c"), SpawnFunctions.ascii(command), SpawnFunctions.ascii("sh"));
    words.add(field(from, "targetPath"));
    words.add(field(to, "targetPath"));
    return words;
  }

  private boolean deletes() {
    LuaValue delete = script.config().get("delete");
    return delete.raweq(LuaValue.TRUE)
        || delete.isstring() && Chunks.text(delete).equals("running");
  }

  private static byte[] field(EventTable event, String name) {
    return Chunks.bytes(event.get(Chunks.string(name)).checkstring());
  }

  private static List<byte[]> words(List<String> command, byte[]... arguments) {
    var words = new ArrayList<byte[]>();
    for (String word : command) {
      words.add(SpawnFunctions.ascii(word));
    }
    words.addAll(List.of(arguments));
    return words;
  }
}
