package lockstep.lua;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import lockstep.config.ConfigurationException;
import lockstep.config.Overrides;
import lockstep.event.AbsolutePath;

/// The keys that configurations may have, as a configuration itself finds them.
final class KnownKeys {
  private static final AbsolutePath FILE = AbsolutePath.of("/etc/conf.lua");

  private KnownKeys() {}

  static Set<String> ofSettings() {
    return new TreeSet<>(SettingsFunction.KEYS);
  }

  static Set<String> ofSyncs() {
    return keys("{ default, default.rsync, default.direct, default.rsyncssh }", "checkgauge");
  }

  static Set<String> ofRsync() {
    return keys("{ default.rsync.checkgauge }", "rsync");
  }

  private static Set<String> keys(String tables, String key) {
    var script =
        """
        local seen, list = {}, {}
        for _, table in ipairs(%s) do
          for key, passes in pairs(table.%s) do
            if passes and not seen[key] then seen[key] = true list[#list + 1] = key end
          end
        end
        error(table.concat(list, " "), 0)
        """
            .formatted(tables, key);
    String listed = outcome(script).replaceFirst("^/etc/conf.lua:[0-9]+: ", "");
    return new TreeSet<>(List.of(listed.split(" ")));
  }

  /// What comes of a script: the message of the error, the warnings, or nothing.
  static String outcome(String script) {
    try {
      byte[] content = script.getBytes(StandardCharsets.ISO_8859_1);
      var configuration = LuaConfig.load(FILE, content, Overrides.NONE);
      return String.join(
          "; ", configuration.warnings().stream().map(each -> "warning: " + each).toList());
    } catch (ConfigurationException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
