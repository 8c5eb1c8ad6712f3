package lockstep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Collectors;
import lockstep.Invocation.ConfigPath;
import lockstep.config.CommandLineSync;
import lockstep.config.Configuration;
import lockstep.config.ConfigurationException;
import lockstep.config.Overrides;
import lockstep.event.AbsolutePath;
import lockstep.event.Printable;

/// Where a daemon's configuration comes from, at its start and at each HUP.
sealed interface Loader {
  /// Reads the configuration and checks it on the disk.
  Configuration load() throws ConfigurationException;

  /// The control socket of a daemon with this configuration.
  Path socket(Path directory);

  /// What it is called by its operator: the file, or the syncs of the command line.
  String who();

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

    @Override
    public String who() {
      return realPath().toString();
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

    @Override
    public String who() {
      return run.syncs().stream().map(OfCommandLine::words).collect(Collectors.joining(" "));
    }

    private static String words(CommandLineSync sync) {
      return "-"
          + sync.layer()
          + sync.words().stream()
              .map(word -> " " + Printable.of(word))
              .collect(Collectors.joining());
    }
  }
}
