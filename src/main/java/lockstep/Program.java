package lockstep;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lockstep.Invocation.ConfigPath;
import lockstep.config.CheckReport;
import lockstep.config.ConfigurationException;
import lockstep.config.Overrides;
import lockstep.event.AbsolutePath;
import lockstep.linux.Processes;
import org.jspecify.annotations.Nullable;

/// The whole program from its words to its exit status.
final class Program {
  private final Map<String, String> environment;
  private final ConfigReader reader;
  private final Loop.Maker maker;

  Program(Map<String, String> environment, ConfigReader reader, Loop.Maker maker) {
    this.environment = Map.copyOf(environment);
    this.reader = reader;
    this.maker = maker;
  }

  /// Does what the words ask for.
  ///
  /// @param directory the working directory; null if it was deleted or is not accessible
  /// @return the exit status
  int run(Arguments arguments, @Nullable AbsolutePath directory) {
    try {
      int exit = obey(CommandLine.parse(arguments.words(), directory), arguments);
      String unprinted = Console.failure();
      return unprinted == null ? exit : tell(unprinted);
    } catch (ConfigurationException e) {
      Console.printError("Error: " + e.getMessage() + "\n");
      return Exit.FAILURE;
    } catch (RuntimeException | Error e) {
      // Our own mistake, and the last place to say so in one line instead of a stack trace.
      Console.printError("Error: internal: " + LogAppender.harmless(e.toString()) + "\n");
      Log.DEBUG.debug("internal error", e);
      return Exit.FAILURE;
    }
  }

  /// Who redirects an answer must not take half of it for the whole. Who closed a pipe knows.
  private static int tell(String unprinted) {
    if (!unprinted.equals("Broken pipe")) {
      Console.printError("Error: cannot print: " + unprinted + "\n");
    }
    return Exit.FAILURE;
  }

  private int obey(Invocation invocation, Arguments arguments) throws ConfigurationException {
    return switch (invocation) {
      case Invocation.Say(String text, int exitStatus) -> {
        Console.print(text);
        yield exitStatus;
      }
      case Invocation.RunFile(ConfigPath config, Overrides overrides, List<String> log) -> {
        Logging.show(log);
        yield run(new Loader.OfFile(config, overrides, reader), arguments);
      }
      case Invocation.RunSyncs run -> {
        Logging.show(run.log());
        yield run(new Loader.OfCommandLine(run, reader), arguments);
      }
      case Invocation.Check(ConfigPath config) -> {
        Console.print(CheckReport.of(new Loader.OfFile(config, Overrides.NONE, reader).load()));
        yield Exit.SUCCESS;
      }
      case Invocation.Survey asked -> survey(asked);
      case Invocation.Ask ask ->
          new Asking(ControlPlace.directories(environment, Processes.geteuid()), ask).run();
    };
  }

  private int run(Loader loader, Arguments arguments) throws ConfigurationException {
    return new Run(loader, arguments, environment, maker).run();
  }

  private int survey(Invocation.Survey asked) throws ConfigurationException {
    List<Path> directories = ControlPlace.directories(environment, Processes.geteuid());
    return new SurveyCommand(asked, reader, directories).run();
  }
}
