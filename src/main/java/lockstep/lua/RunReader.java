package lockstep.lua;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import lockstep.config.ExitTable;
import lockstep.config.RsyncRun;
import lockstep.config.SshOptions;
import lockstep.config.Target;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/// Reads what only syncs have for which rsync is run, and ssh.
final class RunReader {
  private final Values values;
  private final Location location;
  private final List<String> warnings;

  RunReader(Values values, Location location, List<String> warnings) {
    this.values = values;
    this.location = location;
    this.warnings = warnings;
  }

  /// Whether the sync is one of `default.rsyncssh`.
  boolean isSsh() {
    return values.get("action").raweq(Layer.RSYNCSSH.action())
        || values.get("ssh").istable() && values.has("host"); // with an action of its own
  }

  /// Where `default.rsyncssh` copies to.
  Target target() {
    return new Target.Remote(latin(bytes("host")) + ":" + latin(bytes("targetdir")));
  }

  private byte[] bytes(String key) {
    byte[] bytes = values.bytes(key);
    if (bytes == null || bytes.length == 0) {
      throw values.error(key, "is empty; was a variable not set?");
    }
    return bytes;
  }

  /// @param filters the rules as written
  /// @param excludes the excludes as written
  RsyncRun read(List<byte[]> filters, List<byte[]> excludes) {
    Integer limit = values.count("batchSizeLimit");
    return new RsyncRun(
        filters.stream().map(RunReader::latin).toList(),
        excludes.stream().map(RunReader::latin).toList(),
        ExitCodes.read(values, isSsh() ? "rsyncExitCodes" : "exitcodes", ExitTable.RSYNC),
        limit == null ? OptionalLong.empty() : OptionalLong.of(limit),
        isSsh() ? ssh() : null);
  }

  private SshOptions ssh() {
    byte[] host = bytes("host");
    if (host[0] == '-') {
      throw values.error("host", "begins with a dash, which ssh takes for an option");
    }
    LuaTable table = values.get("ssh") instanceof LuaTable given ? given : new LuaTable();
    var keys = new Values(table, "Parameter \"ssh.%s\"", location, warnings);
    byte[] binary = keys.bytes("binary");
    return new SshOptions(
        latin(host),
        latin(bytes("targetdir")),
        binary == null ? "ssh" : latin(binary),
        text(keys, "identityFile"),
        options(keys),
        text(keys, "port"),
        keys.list("_extra", "Parameter \"ssh._extra\" must be a list of strings.").stream()
            .map(RunReader::latin)
            .toList());
  }

  private SortedMap<String, String> options(Values ssh) {
    ssh.expect("options", "a table of texts", LuaValue::istable);
    var options = new TreeMap<String, String>();
    if (ssh.get("options") instanceof LuaTable table) {
      var keys = new Values(table, "Parameter \"ssh.options.%s\"", location, warnings);
      for (var key : CheckGauge.sorted(table)) {
        String name = latin(Chunks.bytes(BaseFunctions.text(key)));
        byte[] value = key.type() == LuaValue.TSTRING ? keys.bytes(name) : null;
        if (value == null) {
          throw keys.error(name, "stands there without a name");
        }
        options.put(name, latin(value));
      }
    }
    return options;
  }

  private static @Nullable String text(Values values, String key) {
    byte[] bytes = values.bytes(key);
    return bytes == null ? null : latin(bytes);
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
