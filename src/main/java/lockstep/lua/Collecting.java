package lockstep.lua;

import lockstep.event.Printable;
import lockstep.plan.Turn;
import lockstep.queue.Delay.Kind;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/// `default.collect`: what a process's exit code means by a table such as `exitcodes`, and lsyncd's
/// words for it in the log.
final class Collecting {

  private final LuaTable config;
  private final String codes;
  private final LuaValue agent;
  private final int code;
  private final boolean insists;

  /// @param codes the key of the table
  /// @param insists whether a start that fails is tried again
  Collecting(LuaTable config, String codes, LuaValue agent, int code, boolean insists) {
    this.config = config;
    this.codes = codes;
    this.agent = agent;
    this.code = code;
    this.insists = insists;
  }

  static void tellOfSignal(LuaValue agent, Turn.Exit exit) {
    ScriptLog.NORMAL.info("Retrying {}, which signal {} ended", what(agent), exit.signal());
  }

  private static String what(LuaValue agent) {
    if (!(agent instanceof EventTable event)) {
      return "a list";
    }
    return event.kind() == Kind.INIT
        ? "startup of " + startup(event.script().config())
        : event.kind().word() + " on " + source(event);
  }

  private static String startup(LuaTable config) {
    return text(config.get("source")) + " -> " + text(config.get("target"));
  }

  private static String source(EventTable event) {
    return text(event.get(Chunks.string("sourcePath")));
  }

  private static String text(LuaValue value) {
    return value.isstring()
        ? Printable.of(Chunks.bytes(BaseFunctions.text(value)))
        : "(" + value.tojstring() + ")";
  }

  /// @return `ok`, `again` or `die`
  String verdict() {
    String meaning = meaning();
    if (!(agent instanceof EventTable event)) {
      list(meaning);
    } else if (event.kind() == Kind.INIT) {
      return start(meaning);
    } else {
      event(event, meaning);
    }
    return meaning.equals("unknown") ? "die" : meaning;
  }

  private String meaning() {
    if (!(config.get(codes) instanceof LuaTable meanings)) {
      return code == 0 ? "ok" : "die";
    }
    LuaValue meaning = meanings.get(code);
    String word = meaning.isstring() ? Chunks.text(meaning) : "";
    return switch (word) {
      case "ok", "again", "die" -> word;
      default -> "unknown";
    };
  }

  private String start(String meaning) {
    String ends = startup(config);
    switch (meaning) {
      case "ok" -> ScriptLog.NORMAL.info("Startup of {} finished.", ends);
      case "again" -> {
        if (insists) {
          ScriptLog.NORMAL.info("Retrying startup of {}: {}", ends, code);
        } else {
          ScriptLog.ERROR.error(
              "Temporary or permanent failure on startup of {}. Terminating since \"insist\" is not"
                  + " set.",
              ends);
          throw new ExitFunctions.Requested("a start failed", 255);
        }
      }
      case "die" -> ScriptLog.ERROR.error("Failure on startup of {}.", ends);
      default -> ScriptLog.ERROR.error("Unknown exitcode \"{}\" on startup of {}.", code, ends);
    }
    return meaning.equals("unknown") ? "die" : meaning;
  }

  private void list(String meaning) {
    switch (meaning) {
      case "ok" -> ScriptLog.NORMAL.info("Finished a list after exitcode: {}", code);
      case "again" -> ScriptLog.NORMAL.info("Retrying a list after exitcode = {}", code);
      case "die" -> ScriptLog.ERROR.error("Failure with a list with exitcode = {}", code);
      default -> ScriptLog.ERROR.error("Unknown exitcode \"{}\" with a list", code);
    }
  }

  private void event(EventTable event, String meaning) {
    String type = event.kind().word();
    String path = source(event);
    switch (meaning) {
      case "ok" -> ScriptLog.NORMAL.info("Finished {} on {} = {}", type, path, code);
      case "again" -> ScriptLog.NORMAL.info("Retrying {} on {} = {}", type, path, code);
      case "die" -> ScriptLog.ERROR.error("Failure with {} on {} = {}", type, path, code);
      default ->
          ScriptLog.NORMAL.info(
              "Unknown exitcode \"{}\" with {} on {} = {}", code, type, path, code);
    }
  }
}
