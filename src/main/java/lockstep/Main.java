package lockstep;

import java.io.IOException;
import java.util.List;
import lockstep.config.CommandLineSync;
import lockstep.config.Configuration;
import lockstep.config.ConfigurationException;
import lockstep.config.Overrides;
import lockstep.event.AbsolutePath;
import lockstep.lua.LuaConfig;

/// Starts the program.
public final class Main {
  private static final AbsolutePath HERE = AbsolutePath.of("/proc/self/cwd");

  private Main() {}

  public static void main(String[] arguments) {
    Thread.setDefaultUncaughtExceptionHandler((_, e) -> giveUp(e));
    System.exit(run(arguments));
  }

  /// A daemon without one of its threads would look alive and not be. It is to be started again.
  private static void giveUp(Throwable e) {
    Log.ERROR.error("internal: {}; giving up", e.toString());
    Logging.flush();
    Runtime.getRuntime().halt(Exit.INTERNAL);
  }

  private static int run(String[] arguments) {
    try {
      var program = new Program(System.getenv(), new Lua(), DaemonLoop::new);
      boolean gone = System.getProperty("lockstep.directory") != null; // says the launcher
      return program.run(Arguments.of(arguments), gone ? null : Roots.realPath(HERE));
    } catch (IOException | ErrnoException e) {
      Console.printError("Error: cannot read /proc/self: " + e.getMessage() + "\n");
      return Exit.FAILURE;
    }
  }

  private static final class Lua implements ConfigReader {
    @Override
    public Configuration file(AbsolutePath path, byte[] content, Overrides overrides)
        throws ConfigurationException {
      return LuaConfig.load(path, content, overrides, ConfigFile::readProgram);
    }

    @Override
    public Configuration commandLine(List<CommandLineSync> syncs, Overrides overrides)
        throws ConfigurationException {
      return LuaConfig.ofCommandLine(syncs, overrides);
    }
  }
}
