package lockstep.lua;

import java.util.ArrayList;
import java.util.List;
import lockstep.config.CommandLineSync;
import lockstep.config.Configuration;
import lockstep.config.Overlap;
import lockstep.config.Overrides;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;

/// One reading of a configuration: a Lua state with lsyncd's functions, and what they have
/// gathered.
final class Reading {
  private final Location outside;
  private final Overrides overrides;
  private final List<String> warnings = new ArrayList<>();
  private final Interpreter interpreter;
  private final ScriptHost host;
  private final SettingsFunction settings;
  private final DefaultTables defaults;
  private final SyncFunction sync;

  Reading(Location outside, Overrides overrides, ProgramFiles files) {
    this.outside = outside;
    this.overrides = overrides;
    interpreter = new Interpreter(outside, name -> files.read(name, warnings::add));
    var globals = interpreter.globals();
    var stack = interpreter.stack();
    host = new ScriptHost(interpreter, outside);
    interpreter.onText(host::note);
    new LsyncdFunctions(globals, host).install();
    settings = new SettingsFunction(stack, warnings);
    settings.install(globals, "settings");
    defaults = new DefaultTables(globals, stack);
    defaults.install();
    sync = new SyncFunction(globals, host, settings, defaults, overrides, warnings);
    sync.install(globals, "sync");
  }

  CallStack stack() {
    return interpreter.stack();
  }

  Configuration file(byte[] content, String name) {
    interpreter.run(content, name);
    return finish();
  }

  Configuration commandLine(List<CommandLineSync> syncs) {
    for (var each : syncs) {
      stack().callFrom(new Location("-" + each.layer()));
      sync.call("sync", table(each));
    }
    stack().callFrom(outside);
    return finish();
  }

  private LuaTable table(CommandLineSync each) {
    var table = new LuaTable();
    table.set(1, interpreter.globals().get("default").get(each.layer()));
    var keys =
        each.words().size() == 2
            ? List.of("source", "target")
            : List.of("source", "host", "targetdir");
    for (int i = 0; i < keys.size(); i++) {
      table.set(keys.get(i), LuaString.valueUsing(each.words().get(i)));
    }
    return table;
  }

  private Configuration finish() {
    sync.checkSettings(outside);
    var monitor = overrides.monitor();
    if (monitor != null && !monitor.equals("inotify") && !monitor.equals("portable")) {
      throw new Location("-monitor").error("event monitor \"" + monitor + "\" unknown.");
    }
    var syncs = sync.syncs();
    if (syncs.isEmpty()) {
      throw outside.error("Nothing to watch! Write sync{ source = ..., target = ... }");
    }
    var trees = new ArrayList<Overlap.Tree>();
    for (var each : syncs) {
      var tree = Overlap.Tree.of(each);
      if (tree != null) {
        trees.add(tree);
      }
    }
    var problems = Overlap.problems(trees);
    if (!problems.isEmpty()) {
      throw new Raised(String.join("\n", problems));
    }
    var built = settings.build(overrides);
    host.insist(built.insist());
    defaults.unknownNames().lock(stack());
    return new Configuration(built, syncs, warnings);
  }
}
