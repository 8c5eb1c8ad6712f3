package lockstep.lua;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import lockstep.config.DeleteLimit;
import lockstep.config.DeletePolicy;
import lockstep.config.Engine;
import lockstep.config.EngineChoice;
import lockstep.config.Handlers;
import lockstep.config.Overrides;
import lockstep.config.RsyncFlag;
import lockstep.config.RsyncOptions;
import lockstep.config.RsyncValue;
import lockstep.config.SyncDefinition;
import lockstep.config.Target;
import lockstep.event.AbsolutePath;
import lockstep.event.Printable;
import lockstep.filter.Filters;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/// Reads one sync's definition from its table, once that holds everything it inherits.
final class SyncReader {
  private static final Pattern PERCENT = Pattern.compile("(100|[0-9]{1,2})%");

  private final Values values;
  private final Location location;
  private final List<String> warnings;
  private final Overrides overrides;
  private final UnknownNames names;
  private final RuleLists lists;
  private final Function<String, Handlers> handlers;

  SyncReader(
      LuaTable config,
      Location location,
      List<String> warnings,
      Overrides overrides,
      UnknownNames names,
      RuleLists lists,
      Function<String, Handlers> handlers) {
    this.values = new Values(config, "Parameter \"%s\"", location, warnings);
    this.location = location;
    this.warnings = warnings;
    this.overrides = overrides;
    this.names = names;
    this.lists = lists;
    this.handlers = handlers;
  }

  /// @param defaultName the name of a sync that gives itself none
  SyncDefinition read(String defaultName) {
    new ScriptKeys(values).check();
    var script = new ScriptChoice(values, location).why();
    new Unsupported(values).check(script != null);
    var source = source();
    var run = new RunReader(values, location, warnings);
    var target = run.isSsh() ? run.target() : script == null ? target() : scriptTarget();
    var rsync = new RsyncReader(values, location, warnings).read();
    var rules = new FilterReader(values, location, warnings);
    var filters = rules.read(source);
    lists.read(rules.rules(), rules.excludes());
    var delete = delete();
    var name = name(defaultName);
    var choice =
        script == null
            ? EngineChoice.of(target, rsync)
            : EngineChoice.script(script, handlers.apply(name));
    if (choice.engine() == Engine.BUILT_IN) {
      warnOfIdle(choice, name);
    }
    return new SyncDefinition(
        name,
        source,
        target,
        delay(),
        count("maxDelays"),
        count("maxProcesses"),
        !values.get("init").raweq(LuaValue.FALSE),
        delete,
        maxDelete(rsync, choice.engine()),
        filters(filters, rsync, delete),
        rsync,
        choice,
        run.read(rules.rules(), rules.excludes()),
        location.where());
  }

  private String name(String otherwise) {
    String name = values.text("name");
    if (name == null) {
      return otherwise;
    }
    if (name.isBlank()) {
      throw values.error("name", "is empty");
    }
    return name;
  }

  private AbsolutePath source() {
    var source = values.path("source");
    if (source == null) {
      throw location.error("source missing from sync." + names.unsetVariables());
    }
    return source;
  }

  private Target target() {
    var value = values.get("target");
    if (value.isnil()) {
      throw location.error("sync needs \"target\" configured" + names.unsetVariables());
    }
    byte[] spelling = value.type() == LuaValue.TSTRING ? values.bytes("target") : null;
    if (spelling != null && Remote.is(spelling)) {
      return new Target.Remote(spelling);
    }
    return new Target.LocalDirectory(Objects.requireNonNull(values.path("target")));
  }

  /// What the functions of a script make of it is their business; but a directory that rsync is to
  /// be run on is looked at as any other.
  private Target scriptTarget() {
    byte[] spelling = values.bytes("target");
    if (spelling != null && values.get("rsync").istable()) {
      if (spelling.length == 0 || spelling[0] == '/' || Remote.is(spelling)) {
        return target();
      }
    }
    return new Target.Opaque(spelling == null ? "-" : Printable.of(spelling));
  }

  private Duration delay() {
    var delay = overrides.delay() == null ? values.seconds("delay") : overrides.delay();
    return delay == null ? Duration.ZERO : delay;
  }

  private int count(String key) {
    var count = values.count(key);
    if (count == null) {
      throw values.error(key, "is missing, from the table \"default\" too");
    }
    return count;
  }

  private DeletePolicy delete() {
    var value = values.get("delete");
    if (value.isnil() || value.raweq(LuaValue.TRUE)) {
      return DeletePolicy.ALWAYS;
    }
    if (value.raweq(LuaValue.FALSE)) {
      return DeletePolicy.NEVER;
    }
    return switch (Chunks.text(value)) {
      case "startup" -> DeletePolicy.STARTUP;
      case "running" -> DeletePolicy.RUNNING;
      default ->
          throw values.error(
              "delete",
              "must be true, false, \"startup\" or \"running\", not " + Values.describe(value));
    };
  }

  /// To the built-in copier, `--max-delete` is the same limit.
  private DeleteLimit maxDelete(RsyncOptions rsync, Engine engine) {
    byte[] argument = rsync.effective().value(RsyncValue.MAX_DELETE);
    if (argument == null || engine != Engine.BUILT_IN) {
      return maxDelete();
    }
    long most = Math.max(0, Integer.parseInt(new String(argument, StandardCharsets.US_ASCII)));
    return values.has("maxDelete") ? maxDelete().atMost(most) : DeleteLimit.of(most);
  }

  private DeleteLimit maxDelete() {
    var value = values.get("maxDelete");
    if (value.isnil()) {
      return DeleteLimit.DEFAULT;
    }
    if (value.isinttype() && value.toint() >= 0) {
      return DeleteLimit.of(value.toint());
    }
    var percent = PERCENT.matcher(Chunks.text(value));
    if (value.type() == LuaValue.TSTRING && percent.matches()) {
      return DeleteLimit.ofPercent(Integer.parseInt(percent.group(1)));
    }
    throw values.error(
        "maxDelete",
        "must be a whole number from 0, or a percentage from \"0%\" to \"100%\", not "
            + Values.describe(value));
  }

  private Filters filters(Filters filters, RsyncOptions rsync, DeletePolicy delete) {
    if (rsync.effective().has(RsyncFlag.DELETE_EXCLUDED)
        && (delete == DeletePolicy.NEVER || delete == DeletePolicy.RUNNING)) {
      throw location.error(
          "rsync.delete_excluded deletes at start, which delete = "
              + Values.describe(values.get("delete"))
              + " forbids");
    }
    return rsync.filters(filters);
  }

  private void warnOfIdle(EngineChoice choice, String name) {
    var idle = new ArrayList<>(choice.idle());
    if (values.has("batchSizeLimit")) {
      idle.add("batchSizeLimit");
    }
    for (var handler : SyncFunction.HANDLERS) {
      if (!handler.equals("onMove") && values.get(handler).toboolean()) {
        idle.add(handler);
      }
    }
    for (var key : List.of("exitcodes", "rsyncExitCodes")) {
      if (values.get(key) instanceof LuaTable codes && !ExitCodes.isDefault(codes)) {
        idle.add(key);
      }
    }
    if (!idle.isEmpty()) {
      warnings.add(
          location.where()
              + ": no effect, since "
              + name
              + " is copied without rsync: "
              + String.join(", ", idle));
    }
  }
}
