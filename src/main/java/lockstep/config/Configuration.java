package lockstep.config;

import java.util.List;

/// Everything that a configuration file or a command line asked for.
///
/// @param warnings what the operator should know before the start; each a line
public record Configuration(Settings settings, List<SyncDefinition> syncs, List<String> warnings) {
  public Configuration {
    syncs = List.copyOf(syncs);
    warnings = List.copyOf(warnings);
  }
}
