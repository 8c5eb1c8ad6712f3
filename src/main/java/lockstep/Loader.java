package lockstep;

import java.nio.file.Path;
import java.util.ArrayList;
import lockstep.Invocation.ConfigPath;
import lockstep.config.Configuration;
import lockstep.config.ConfigurationException;
import lockstep.config.Overrides;
import lockstep.event.AbsolutePath;

/// Where a daemon's configuration comes from, at its start and at each HUP.
sealed interface Loader {
  /// Reads the configuration and checks it on the disk.
  Configuration load() throws ConfigurationException;

  /// The control socket of a daemon with this configuration.
  Path socket(Path directory);

  /// A configuration file.
  record OfFile(ConfigPath path, Overrides overrides, ConfigReader reader) implements Loader {
    @Override
    public Configuration load() throws ConfigurationException {
      ConfigFile file = ConfigFile.read(path);
      Configuration configuration = reader.file(path.path(), file.content(), overrides);
      var warnings = new ArrayList<>(file.warnings());
      warnings.addAll(configuration.warnings());
      return Roots.resolve(
          new Configuration(configuration.settings(), configuration.syncs(), warnings));
    }

    @Override
    public Path socket(Path directory) {
      return ControlPlace.of(directory, realPath());
    }

    private AbsolutePath realPath() {
      try {
        return Roots.realPath(path.path());
      } catch (ErrnoException _) {
        return path.path(); // it cannot be read either, of which the operator is told
      }
    }
  }

  /// The options of the command line.
  record OfCommandLine(Invocation.RunSyncs run, ConfigReader reader) implements Loader {
    @Override
    public Configuration load() throws ConfigurationException {
      return Roots.resolve(reader.commandLine(run.syncs(), run.overrides()));
    }

    @Override
    public Path socket(Path directory) {
      return ControlPlace.ofProcess(directory, ProcessHandle.current().pid());
    }
  }
}
