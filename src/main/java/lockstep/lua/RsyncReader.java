package lockstep.lua;

import java.util.EnumMap;
import java.util.List;
import lockstep.config.RsyncFlag;
import lockstep.config.RsyncOptions;
import lockstep.config.RsyncValue;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/// Reads the `rsync = {…}` table.
final class RsyncReader {
  private final Values values;
  private final Location location;
  private final List<String> warnings;

  RsyncReader(Values values, Location location, List<String> warnings) {
    this.values = values;
    this.location = location;
    this.warnings = warnings;
  }

  RsyncOptions read() {
    var value = values.get("rsync");
    if (value.isnil()) {
      return new RsyncOptions();
    }
    if (!(value instanceof LuaTable table)) {
      throw location.error("Parameter \"rsync\" must be a table.");
    }
    var keys = new Values(table, "Parameter \"rsync.%s\"", location, warnings);
    var flags = new EnumMap<RsyncFlag, Boolean>(RsyncFlag.class);
    for (var flag : RsyncFlag.values()) {
      if (flag.isKey() && keys.has(flag.key())) {
        flags.put(flag, keys.flag(flag.key(), false));
      }
    }
    var texts = new EnumMap<RsyncValue, byte[]>(RsyncValue.class);
    for (var text : RsyncValue.values()) {
      byte[] bytes = text.isKey() ? keys.bytes(text.key()) : null;
      if (bytes != null) {
        texts.put(text, bytes);
      }
    }
    checkNumber(keys, "bwlimit");
    checkNumber(keys, "timeout");
    keys.expect(
        "binary",
        "the path of an rsync",
        given -> given.type() == LuaValue.TSTRING && !Chunks.text(given).isEmpty());
    keys.expect("_extra", "a list of strings", LuaValue::istable);
    boolean archive = keys.flag("archive", false);
    var extra = keys.list("_extra", "Parameter \"rsync._extra\" must be a list of strings.");
    return new RsyncOptions(archive, flags, texts, extra, keys.bytes("binary"));
  }

  /// Also what rsync takes besides, such as `1.5m`, begins with a digit.
  private static void checkNumber(Values keys, String key) {
    keys.expect(
        key, "a number from 0", value -> value.isstring() && Chunks.text(value).matches("[0-9].*"));
  }
}
