package lockstep.lua;

import java.util.EnumMap;
import java.util.List;
import lockstep.config.RsyncFlag;
import lockstep.config.RsyncOptions;
import lockstep.config.RsyncValue;
import org.luaj.vm2.LuaTable;

/// Reads the `rsync = {…}` table.
final class RsyncReader {
  private final Values values;
  private final Location site;
  private final List<String> warnings;

  RsyncReader(Values values, Location site, List<String> warnings) {
    this.values = values;
    this.site = site;
    this.warnings = warnings;
  }

  RsyncOptions read() {
    var value = values.get("rsync");
    if (value.isnil()) {
      return new RsyncOptions();
    }
    if (!(value instanceof LuaTable table)) {
      throw site.error("Parameter \"rsync\" must be a table.");
    }
    var keys = new Values(table, "Parameter \"rsync.%s\"", site, warnings);
    var flags = new EnumMap<RsyncFlag, Boolean>(RsyncFlag.class);
    for (var flag : RsyncFlag.values()) {
      if (flag.isKey() && keys.has(flag.key())) {
        flags.put(flag, keys.flag(flag.key(), false));
      }
    }
    var texts = new EnumMap<RsyncValue, byte[]>(RsyncValue.class);
    for (var text : RsyncValue.values()) {
      byte[] bytes = keys.bytes(text.key());
      if (bytes != null) {
        texts.put(text, bytes);
      }
    }
    boolean archive = keys.flag("archive", false);
    var extra = keys.list("_extra", "Parameter \"rsync._extra\" must be a list of strings.");
    return new RsyncOptions(archive, flags, texts, extra, keys.bytes("binary"));
  }
}
