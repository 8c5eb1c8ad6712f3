package lockstep.lua;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import lockstep.config.CommandLineSync;
import lockstep.config.Configuration;
import lockstep.config.ConfigurationException;
import lockstep.config.Overrides;
import lockstep.event.AbsolutePath;

/// Reads lsyncd's configuration files, which are programs in Lua.
///
/// A file is run to its end, in a thread of its own, within limits of time, depth and memory.
/// Whatever it does, the outcome is a configuration or a [ConfigurationException] whose message
/// names file and line, or the option.
public final class LuaConfig {
  /// Real files take milliseconds; one that runs a slow command may take seconds.
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private static final ProgramFiles UNCHECKED = (name, _) -> NamedFile.read(name);

  private LuaConfig() {}

  /// Runs a configuration file.
  ///
  /// @param file its path, for messages
  /// @param content the file, as bytes
  public static Configuration load(AbsolutePath file, byte[] content, Overrides overrides)
      throws ConfigurationException {
    return load(file, content, overrides, LONGEST);
  }

  /// The same, with another way to read the files that it runs.
  public static Configuration load(
      AbsolutePath file, byte[] content, Overrides overrides, ProgramFiles files)
      throws ConfigurationException {
    return load(file, content, overrides, LONGEST, files);
  }

  static Configuration load(
      AbsolutePath file, byte[] content, Overrides overrides, Duration longest)
      throws ConfigurationException {
    return load(file, content, overrides, longest, UNCHECKED);
  }

  private static Configuration load(
      AbsolutePath file, byte[] content, Overrides overrides, Duration longest, ProgramFiles files)
      throws ConfigurationException {
    byte[] source = content.clone();
    String name = new String(file.bytes(), StandardCharsets.UTF_8);
    return Bounded.run(
        file.toString(),
        longest,
        () -> new Reading(new Location(file.toString()), overrides, files),
        reading -> reading.file(source, name));
  }

  /// The configuration of syncs that the command line names, as if a file held them.
  public static Configuration ofCommandLine(List<CommandLineSync> syncs, Overrides overrides)
      throws ConfigurationException {
    var copy = List.copyOf(syncs);
    return Bounded.run(
        "command line",
        LONGEST,
        () -> new Reading(new Location("command line"), overrides, UNCHECKED),
        reading -> reading.commandLine(copy));
  }
}
