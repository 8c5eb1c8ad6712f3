package lockstep;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import lockstep.config.Configuration;
import lockstep.config.ConfigurationException;
import lockstep.config.Settings;
import lockstep.event.AbsolutePath;
import lockstep.linux.Processes;
import org.jspecify.annotations.Nullable;

/// Runs a daemon: everything around its [Loop], from the configuration to the exit status.
final class Run {
  private static final byte[] ROOT = "/".getBytes(StandardCharsets.US_ASCII);

  private final Loader loader;
  private final Arguments arguments;
  private final Map<String, String> environment;
  private final Loop.Maker maker;

  Run(Loader loader, Arguments arguments, Map<String, String> environment, Loop.Maker maker) {
    this.loader = loader;
    this.arguments = arguments;
    this.environment = environment;
    this.maker = maker;
  }

  /// @return the exit status
  /// @throws ConfigurationException if it cannot begin
  int run() throws ConfigurationException {
    if (Background.isDaemon()) {
      Logging.to(List.of()); // the process that started this one has read the same and said it
      return serve(loader.load(), Background.ofDaemon());
    }
    Configuration configuration = loader.load();
    configuration.warnings().forEach(Log.WARN::warn);
    if (configuration.settings().noDaemon()) {
      return serve(configuration, null);
    }
    Logging.to(List.of(Console.timed()));
    Log.NORMAL.info("--- Startup, daemonizing ---");
    return Background.start(arguments);
  }

  /// @param background null in the foreground
  private int serve(Configuration configuration, @Nullable Background background)
      throws ConfigurationException {
    try (var process = new ThisProcess(background)) {
      process.logs.open(configuration.settings());
      try {
        return begin(configuration, process);
      } catch (ConfigurationException e) {
        Log.ERROR.error(e.getMessage());
        process.systemd().status(String.valueOf(e.getMessage()));
        if (background == null && Logging.isOurs()) {
          return Exit.FAILURE;
        }
        throw e; // for the terminal that it was started from, which no log has told yet
      }
    }
  }

  private int begin(Configuration configuration, ThisProcess process)
      throws ConfigurationException {
    Background background = process.background;
    Log.NORMAL.info(background == null ? "--- Startup ---" : "--- Startup, daemonizing ---");
    if (background != null) {
      configuration.warnings().forEach(Log.WARN::warn);
    }
    Settings settings = configuration.settings();
    try (PidFile _ = pidFile(settings, background);
        ControlSocket control = control(settings)) {
      return loop(configuration, process, control);
    }
  }

  private static @Nullable PidFile pidFile(Settings settings, @Nullable Background background)
      throws ConfigurationException {
    AbsolutePath path = settings.pidFile();
    return background != null && path != null ? PidFile.write(path) : null;
  }

  private @Nullable ControlSocket control(Settings settings) throws ConfigurationException {
    var directories = ControlPlace.directories(environment, Processes.geteuid());
    return ControlDirectory.open(settings.controlSocket(), directories, loader::socket);
  }

  private int loop(
      Configuration configuration, ThisProcess process, @Nullable ControlSocket control)
      throws ConfigurationException {
    if (process.background != null) {
      Processes.chdir(ROOT);
    }
    Loop loop = maker.make(configuration, process);
    Processes.signal_default(Processes.SIGHUP); // nohup has it ignored, and Java would leave it so
    Signals.receive(
        signal -> {
          if (signal != Signals.HUP) {
            process.systemd().stopping();
          }
          loop.signal(signal);
        });
    if (control != null) {
      control.serve(loop, loader.who());
    }
    return loop.run();
  }

  /// This process, as the loop sees it.
  private final class ThisProcess implements Host, AutoCloseable {
    final @Nullable Background background;
    private final Notify systemd;
    final Logs logs;

    ThisProcess(@Nullable Background background) {
      this.background = background;
      this.logs = new Logs(background == null);
      this.systemd = Notify.of(environment, ProcessHandle.current().pid());
    }

    @Override
    public void watching() {
      if (background != null) {
        background.ready();
      }
      systemd.ready();
    }

    @Override
    public Configuration reload(BooleanSupplier wanted) throws ConfigurationException {
      Configuration configuration = loader.load();
      if (wanted.getAsBoolean()) {
        logs.open(configuration.settings());
        configuration.warnings().forEach(Log.WARN::warn);
      }
      return configuration;
    }

    @Override
    public void progress(String line) {
      logs.progress(LogAppender.harmless(line));
    }

    @Override
    public Notify systemd() {
      return systemd;
    }

    @Override
    public void close() {
      logs.close();
    }
  }
}
