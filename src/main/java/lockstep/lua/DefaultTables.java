package lockstep.lua;

import java.util.ArrayList;
import java.util.List;
import lockstep.config.RsyncFlag;
import lockstep.config.RsyncValue;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/// The table `default` with lsyncd's layers `default.rsync`, `default.direct` and
/// `default.rsyncssh`, which a script may change.
///
/// Their functions are marks: which one a sync has as its `action` tells what it is to do. They
/// cannot be called yet.
final class DefaultTables implements Library {
  private static final List<String> INHERITED =
      List.of(
          "action",
          "checkgauge",
          "collect",
          "delay",
          "init",
          "maxDelays",
          "maxProcesses",
          "prepare");

  /// Keys of `default` besides those that syncs inherit.
  private static final List<String> OTHERS =
      List.of("statusInterval", "rsyncExitCodes", "sshExitCodes");

  static final List<String> LAYERS = List.of("rsync", "direct", "rsyncssh");

  static final List<String> EVERY_SYNC =
      List.of(
          "action",
          "checkgauge",
          "collect",
          "crontab",
          "delay",
          "exclude",
          "excludeFrom",
          "exitcodes",
          "filter",
          "filterFrom",
          "full",
          "init",
          "maxDelays",
          "maxDelete",
          "maxProcesses",
          "name",
          "onAttrib",
          "onCreate",
          "onDelete",
          "onFull",
          "onModify",
          "onMove",
          "onStartup",
          "prepare",
          "source",
          "subdirs",
          "target",
          "tunnel");
  private static final List<String> NO_HANDLERS =
      List.of("onCreate", "onModify", "onDelete", "onStartup", "onMove");

  private final Globals globals;
  private final CallStack stack;
  private final LuaTable table = new LuaTable();
  private final UnknownNames names;
  private final Native prepareRsync = new Native("default.rsync", this);

  DefaultTables(Globals globals, CallStack stack) {
    this.globals = globals;
    this.stack = stack;
    this.names = new UnknownNames();
  }

  void install() {
    table.set("_merge", set(INHERITED));
    table.set("statusInterval", LuaValue.valueOf(10));
    table.set("maxDelays", LuaValue.valueOf(1000));
    table.set("maxProcesses", LuaValue.valueOf(1));
    table.set("checkgauge", set(EVERY_SYNC));
    table.set("rsyncExitCodes", ExitCodes.rsync());
    table.set("sshExitCodes", ExitCodes.ssh());
    functions(table, Layer.NONE, new Native("default", this));
    table.set("rsync", rsync());
    table.set("direct", direct());
    table.set("rsyncssh", rsyncssh());
    globals.set("default", table);
    names.watch(globals);
    var known = new ArrayList<>(INHERITED);
    known.addAll(OTHERS);
    new LayerNames(stack, table).watch(known);
  }

  private static void functions(LuaTable layer, Layer kind, Native prepare) {
    layer.set("action", kind.action());
    layer.set("init", kind.init());
    layer.set("collect", kind.collect());
    layer.set("prepare", prepare);
  }

  private LuaTable rsync() {
    var layer = new LuaTable();
    functions(layer, Layer.RSYNC, prepareRsync);
    layer.set("full", Layer.RSYNC.init());
    layer.set("delay", LuaValue.valueOf(15));
    layer.set("delete", LuaValue.TRUE);
    layer.set("exitcodes", ExitCodes.rsync());
    layer.set("checkgauge", gauge());
    layer.set("rsync", rsyncOptions());
    return layer;
  }

  private LuaTable direct() {
    var layer = new LuaTable();
    functions(layer, Layer.DIRECT, new Native("default.direct", this));
    layer.set("delay", LuaValue.valueOf(1));
    layer.set("delete", LuaValue.TRUE);
    layer.set("onMove", LuaValue.TRUE);
    layer.set("rsyncExitCodes", ExitCodes.rsync());
    var gauge = gauge();
    gauge.set("onMove", LuaValue.TRUE);
    gauge.set("rsyncExitCodes", LuaValue.TRUE);
    layer.set("checkgauge", gauge);
    layer.set("rsync", rsyncOptions());
    return layer;
  }

  private LuaTable rsyncssh() {
    var layer = new LuaTable();
    functions(layer, Layer.RSYNCSSH, new Native("default.rsyncssh", this));
    layer.set("delay", LuaValue.valueOf(15));
    layer.set("delete", LuaValue.TRUE);
    layer.set("exitcodes", LuaValue.FALSE);
    layer.set("rsyncExitCodes", ExitCodes.rsync());
    layer.set("sshExitCodes", ExitCodes.ssh());
    var gauge = gauge();
    gauge.set("target", LuaValue.FALSE);
    for (var key :
        List.of("onMove", "host", "targetdir", "rsyncExitCodes", "sshExitCodes", "xargs")) {
      gauge.set(key, LuaValue.TRUE);
    }
    gauge.set("ssh", set(List.of("binary", "identityFile", "options", "port", "_extra")));
    layer.set("checkgauge", gauge);
    layer.set("rsync", rsyncOptions());
    var ssh = new LuaTable();
    ssh.set("_extra", new LuaTable());
    layer.set("ssh", ssh);
    return layer;
  }

  private static LuaTable rsyncOptions() {
    var options = new LuaTable();
    for (var flag : List.of(RsyncFlag.LINKS, RsyncFlag.TIMES, RsyncFlag.PROTECT_ARGS)) {
      options.set(flag.key(), LuaValue.TRUE);
    }
    return options;
  }

  /// What layers that call rsync add to the gauge of every sync, and what they take away.
  private static LuaTable gauge() {
    var gauge = set(List.of("batchSizeLimit", "delete"));
    for (var key : NO_HANDLERS) {
      gauge.set(key, LuaValue.FALSE);
    }
    var options = set(List.of("archive", "binary", "_extra"));
    for (var flag : RsyncFlag.values()) {
      if (flag.isKey()) {
        options.set(flag.key(), LuaValue.TRUE);
      }
    }
    for (var value : RsyncValue.values()) {
      if (value.isKey()) {
        options.set(value.key(), LuaValue.TRUE);
      }
    }
    gauge.set("rsync", options);
    return gauge;
  }

  private static LuaTable set(List<String> keys) {
    var set = new LuaTable();
    for (var key : keys) {
      set.set(key, LuaValue.TRUE);
    }
    return set;
  }

  /// The `prepare` functions of the layers, by the names that their messages use.
  @Override
  public Varargs call(String function, Varargs arguments) {
    var config = arguments.checktable(1);
    if (config.get("checkgauge") instanceof LuaTable gauge) {
      new CheckGauge(stack.location()).check(config, gauge, "");
    }
    boolean skipTarget = arguments.arg(3).toboolean();
    switch (function) {
      case "default.rsync", "default.direct", "sync" ->
          require(skipTarget ? List.of() : List.of("target"), config, function);
      case "default.rsyncssh" -> prepareRsyncssh(config);
      default -> {} // a script's own actions need nothing
    }
    return LuaValue.NIL;
  }

  private void prepareRsyncssh(LuaTable config) {
    require(List.of("host", "targetdir"), config, "default.rsyncssh");
    if (!config.get("maxProcesses").eq_b(LuaValue.ONE)) {
      throw stack.raised("default.rsyncssh must have maxProcesses set to 1.");
    }
  }

  private void require(List<String> keys, LuaTable config, String name) {
    for (var key : keys) {
      if (!config.get(key).toboolean()) {
        throw stack.raised(name + " needs \"" + key + "\" configured" + names.unsetVariables());
      }
    }
  }

  UnknownNames unknownNames() {
    return names;
  }

  /// Raises an error if a script has put something else in the place of a table that syncs inherit
  /// from.
  void check() {
    var location = stack.location();
    if (!globals.get("default").raweq(table)) {
      throw location.error(
          "Do not assign to default; change what it holds: default.rsync.delay = 5");
    }
    for (var layer : LAYERS) {
      var value = table.rawget(layer);
      if (!value.istable()) {
        throw location.error(
            "default." + layer + " must be a table, not " + Values.describe(value));
      }
    }
  }

  /// What a sync that names no layer has: the same as with `default.rsync`, but that messages do
  /// not name it.
  LuaTable layerOfPlainSync() {
    var rsync = table.rawget("rsync").checktable();
    var layer = new LuaTable();
    if (rsync.rawget("prepare").raweq(prepareRsync)) {
      layer.set("prepare", new Native("sync", this));
    }
    layer.set(1, rsync);
    return layer;
  }

  /// What `default` itself has for every sync.
  LuaTable forEverySync() {
    return table;
  }
}
