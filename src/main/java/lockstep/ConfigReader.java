package lockstep;

import java.util.List;
import lockstep.config.CommandLineSync;
import lockstep.config.Configuration;
import lockstep.config.ConfigurationException;
import lockstep.config.Overrides;
import lockstep.event.AbsolutePath;

/// Makes configurations of what users write. Does not look at sources and targets.
interface ConfigReader {
  Configuration file(AbsolutePath path, byte[] content, Overrides overrides)
      throws ConfigurationException;

  Configuration commandLine(List<CommandLineSync> syncs, Overrides overrides)
      throws ConfigurationException;
}
