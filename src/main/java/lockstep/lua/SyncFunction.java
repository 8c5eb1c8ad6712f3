package lockstep.lua;

import java.util.ArrayList;
import java.util.List;
import lockstep.config.Overrides;
import lockstep.config.SyncDefinition;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/// `sync{…}`: puts a sync's table together from what it says itself and what it inherits, and reads
/// the definition from it.
final class SyncFunction implements Library {
  private static final LuaValue PREPARE_LEVEL =
      LuaValue.valueOf(4); // what lsyncd passes, for error()
  static final List<String> HANDLERS =
      List.of("onStartup", "onAttrib", "onCreate", "onModify", "onDelete", "onMove", "onFull");

  private final Globals globals;
  private final CallStack stack;
  private final ScriptHost host;
  private final SettingsFunction settings;
  private final LuaValue settingsValue;
  private final DefaultTables defaults;
  private final Overrides overrides;
  private final List<String> warnings;
  private final List<SyncDefinition> syncs = new ArrayList<>();
  private int calls;

  SyncFunction(
      Globals globals,
      ScriptHost host,
      SettingsFunction settings,
      DefaultTables defaults,
      Overrides overrides,
      List<String> warnings) {
    this.globals = globals;
    this.stack = host.stack();
    this.host = host;
    this.settings = settings;
    this.settingsValue = globals.get("settings");
    this.defaults = defaults;
    this.overrides = overrides;
    this.warnings = warnings;
  }

  List<SyncDefinition> syncs() {
    return syncs;
  }

  @Override
  public Varargs call(String function, Varargs arguments) {
    var location = stack.location();
    if (host.isLive()) {
      throw location.error("Sync can only be created during initialization.");
    }
    checkSettings(location);
    if (!(arguments.arg1() instanceof LuaTable given)) {
      throw location.error(
          "write sync{ source = ..., target = ... }, not " + Values.describe(arguments.arg1()));
    }
    if (arguments.narg() > 1) {
      throw location.error("sync{ ... } takes one table, and nothing after it");
    }
    warnings.addAll(stack.gaps().check(given, DefaultTables.LAYERS, "default.%s"));
    defaults.check();
    calls++;
    var config = new LuaTable();
    inherit(config, given);
    new ScriptKeys(new Values(config, "Parameter \"%s\"", location, warnings)).checkSteering();
    if (config.get("prepare").isfunction()) {
      config.get("prepare").call(config, PREPARE_LEVEL);
    }
    var rules = new RuleLists();
    var inlet = new InletTable(config, stack, rules);
    var reader =
        new SyncReader(
            config,
            location,
            warnings,
            overrides,
            defaults.unknownNames(),
            rules,
            name -> new LuaScript(name, config, host, inlet));
    var sync = reader.read("Sync" + calls);
    checkName(sync, location);
    syncs.add(sync);
    defaults.unknownNames().forget();
    return inlet;
  }

  /// Raises an error if the script has assigned to `settings`, as configurations before lsyncd 2.1
  /// did.
  void checkSettings(Location location) {
    if (!globals.get("settings").raweq(settingsValue)) {
      throw location.error(
          "Do not use settings = { ... }\n"
              + "      please use settings{ ... } (without the equal sign)");
    }
  }

  private void inherit(LuaTable config, LuaTable given) {
    var inheritance = new Inheritance(stack);
    inheritance.inherit(config, given);
    if (isPlain(config)) {
      inheritance.inherit(config, defaults.layerOfPlainSync());
    }
    preset(config, "maxDelays", settings.maxDelays());
    preset(config, "maxProcesses", settings.maxProcesses());
    var delay = overrides.delay();
    if (delay != null) {
      config.set("delay", LuaValue.valueOf(delay.toNanos() / 1e9));
    }
    inheritance.inherit(config, defaults.forEverySync());
  }

  private static boolean isPlain(LuaTable config) {
    boolean plain = config.get("action").isnil();
    for (var handler : HANDLERS) {
      plain &= config.get(handler).isnil();
    }
    return plain;
  }

  private static void preset(LuaTable config, String key, @Nullable Integer value) {
    if (value != null && config.get(key).isnil()) {
      config.set(key, LuaValue.valueOf(value));
    }
  }

  private void checkName(SyncDefinition sync, Location location) {
    for (var other : syncs) {
      if (other.name().equals(sync.name())) {
        throw location.error(
            "there is a sync called \"" + sync.name() + "\" already, at " + other.where());
      }
    }
  }
}
