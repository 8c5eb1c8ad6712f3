package lockstep;

import java.time.Duration;
import java.util.List;
import lockstep.config.Configuration;
import lockstep.config.DeletePolicy;
import lockstep.config.InotifyMode;
import lockstep.config.RsyncOptions;
import lockstep.config.Settings;
import lockstep.config.SyncDefinition;
import lockstep.config.Target;
import lockstep.event.AbsolutePath;
import lockstep.filter.Filters;

/// Configurations for tests of the process.
final class Definitions {
  private Definitions() {}

  static Configuration configuration(SyncDefinition... syncs) {
    return new Configuration(settings(false), List.of(syncs), List.of());
  }

  static Settings settings(boolean insist) {
    return new Settings(
        null,
        null,
        null,
        Duration.ofSeconds(10),
        true,
        insist,
        false,
        InotifyMode.CLOSE_WRITE,
        "lsyncd",
        "user",
        null);
  }

  static SyncDefinition sync(String name, AbsolutePath source, AbsolutePath target) {
    return new SyncDefinition(
        name,
        source,
        new Target.LocalDirectory(target),
        Duration.ofSeconds(15),
        1000,
        1,
        true,
        DeletePolicy.ALWAYS,
        Filters.NONE,
        new RsyncOptions(),
        "conf.lua:1");
  }
}
