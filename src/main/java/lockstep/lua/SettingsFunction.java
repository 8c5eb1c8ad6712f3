package lockstep.lua;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import lockstep.config.InotifyMode;
import lockstep.config.Overrides;
import lockstep.config.Settings;
import lockstep.event.AbsolutePath;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/// `settings{…}`: collects the settings, and answers `settings("key")`.
final class SettingsFunction implements Library {
  static final List<String> KEYS =
      List.of(
          "controlSocket",
          "inotifyMode",
          "insist",
          "logfacility",
          "logfile",
          "logident",
          "maxDelays",
          "maxProcesses",
          "nodaemon",
          "onepass",
          "pidfile",
          "statusFile",
          "statusInterval");

  /// The names that syslog knows (`SYSLOG_NAMES` in syslog.h).
  private static final Set<String> FACILITIES =
      Set.of(
          "auth",
          "authpriv",
          "cron",
          "daemon",
          "ftp",
          "kern",
          "lpr",
          "mail",
          "news",
          "security",
          "syslog",
          "user",
          "uucp",
          "local0",
          "local1",
          "local2",
          "local3",
          "local4",
          "local5",
          "local6",
          "local7");

  /// `sun_path` has 108 bytes, the last one a NUL.
  private static final int LONGEST_SOCKET = 107;

  private final CallStack stack;
  private final List<String> warnings;
  private final LuaTable values = new LuaTable();

  SettingsFunction(CallStack stack, List<String> warnings) {
    this.stack = stack;
    this.warnings = warnings;
  }

  @Override
  public Varargs call(String function, Varargs arguments) {
    var argument = arguments.arg1();
    if (arguments.narg() > 1) {
      throw stack.raised("settings{ ... } takes one table, and nothing after it");
    }
    if (argument instanceof LuaString) {
      if (!KEYS.contains(CheckGauge.name(argument))) {
        warnings.add(stack.location().where() + ": " + unknown(CheckGauge.name(argument)));
      }
      return values.get(argument);
    }
    if (!(argument instanceof LuaTable table)) {
      throw stack.raised("write settings{ KEY = VALUE, ... }, not " + Values.describe(argument));
    }
    warnings.addAll(stack.gaps().check(table, KEYS, "\"%s\" or %1$s = true"));
    for (var key : CheckGauge.sorted(table)) {
      boolean positional = key.isinttype();
      var name = positional ? table.get(key) : key;
      checkName(name);
      values.set(name, positional ? LuaValue.TRUE : table.get(key));
    }
    build(
        Overrides.NONE, stack.location(), warnings); // so that a wrong value is told with this line
    return LuaValue.NONE;
  }

  private void checkName(LuaValue key) {
    if (!(key instanceof LuaString)) {
      throw stack.raised(
          "write settings{ KEY = VALUE, ... }; " + Values.describe(key) + " stands there as a key");
    }
    String name = CheckGauge.name(key);
    if (!KEYS.contains(name)) {
      throw stack.raised(unknown(name));
    }
  }

  private static String unknown(String name) {
    return "setting \""
        + name
        + "\" unknown."
        + Suggestion.of(name, KEYS).map(word -> " Did you mean \"" + word + "\"?").orElse("");
  }

  @Nullable Integer maxDelays() {
    return new Values(values, "setting \"%s\"", stack.location(), warnings).count("maxDelays");
  }

  @Nullable Integer maxProcesses() {
    return new Values(values, "setting \"%s\"", stack.location(), warnings).count("maxProcesses");
  }

  /// The settings so far, with the command line's laid over them.
  Settings build(Overrides overrides) {
    return build(overrides, stack.location(), new ArrayList<>());
  }

  private Settings build(Overrides overrides, Location location, List<String> warnings) {
    var given = new Values(values, "setting \"%s\"", location, warnings);
    given.count("maxDelays");
    var maxProcesses = given.count("maxProcesses");
    var interval = given.seconds("statusInterval");
    return new Settings(
        first(overrides.logFile(), given.path("logfile")),
        first(overrides.pidFile(), given.path("pidfile")),
        given.path("statusFile"),
        interval == null ? Settings.STATUS_INTERVAL : interval,
        given.flag("nodaemon", false) || overrides.noDaemon(),
        given.flag("insist", false) || overrides.insist(),
        given.flag("onepass", false) || overrides.onePass(),
        inotifyMode(given),
        identity(given),
        facility(given),
        socket(given),
        maxProcesses == null ? OptionalInt.empty() : OptionalInt.of(maxProcesses),
        "portable".equals(overrides.monitor()));
  }

  private static @Nullable AbsolutePath first(
      @Nullable AbsolutePath override, @Nullable AbsolutePath own) {
    return override == null ? own : override;
  }

  private static InotifyMode inotifyMode(Values given) {
    String text = given.text("inotifyMode");
    for (var mode : InotifyMode.values()) {
      if (text == null || mode.spelling().equals(text)) {
        return mode;
      }
    }
    String modes =
        Arrays.stream(InotifyMode.values())
            .map(mode -> "\"" + mode.spelling() + "\"")
            .collect(Collectors.joining(", "));
    throw given.error(
        "inotifyMode", "is \"" + text + "\", which is not a valid inotifyMode; there are " + modes);
  }

  private static String identity(Values given) {
    String text = given.text("logident");
    if (text != null && text.isBlank()) {
      throw given.error("logident", "is empty; syslog shows it before each line");
    }
    return text == null ? "lsyncd" : text;
  }

  private static String facility(Values given) {
    String text = given.text("logfacility");
    if (text == null) {
      return "user";
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (!FACILITIES.contains(lower)) {
      String meant =
          Suggestion.of(lower, FACILITIES)
              .map(word -> "; did you mean \"" + word + "\"?")
              .orElse("");
      throw given.error(
          "logfacility", "is not known to syslog: Logging facility '" + text + "' unknown" + meant);
    }
    return lower.equals("security") ? "auth" : lower; // its older name
  }

  private static @Nullable AbsolutePath socket(Values given) {
    var path = given.path("controlSocket");
    if (path != null && path.bytes().length > LONGEST_SOCKET) {
      throw given.error("controlSocket", "is longer than a socket's path may be: 107 bytes");
    }
    return path;
  }
}
