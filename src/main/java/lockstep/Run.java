package lockstep;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    Settings settings = configuration.settings();
    var process = new ThisProcess(background);
    process.openLogs(settings);
    try {
      Log.NORMAL.info(background == null ? "--- Startup ---" : "--- Startup, daemonizing ---");
      if (background != null) {
        configuration.warnings().forEach(Log.WARN::warn);
      }
      try (PidFile _ = pidFile(settings, background);
          ControlSocket control = control(settings)) {
        return loop(configuration, process, control);
      }
    } catch (ConfigurationException e) {
      Log.ERROR.error(e.getMessage());
      if (background == null && Logging.isOurs()) {
        return Exit.FAILURE;
      }
      throw e; // for the terminal that it was started from, which no log has told yet
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
    Signals.receive(
        signal -> {
          if (signal != Signals.HUP) {
            process.systemd().stopping();
          }
          loop.signal(signal);
        });
    if (control != null) {
      control.serve(loop);
    }
    return loop.run();
  }

  /// This process, as the loop sees it.
  private final class ThisProcess implements Host {
    final @Nullable Background background;
    private final Notify systemd;
    private @Nullable LogFile logFile;

    ThisProcess(@Nullable Background background) {
      this.background = background;
      this.systemd = Notify.of(environment, ProcessHandle.current().pid());
    }

    /// In the foreground: the terminal, and a file if one is named. A daemon: the file, else
    /// syslog.
    void openLogs(Settings settings) throws ConfigurationException {
      var sinks = new ArrayList<LogSink>();
      if (background == null) {
        sinks.add(Console.timed());
      }
      LogFile before = logFile;
      AbsolutePath path = settings.logFile();
      logFile = path == null ? null : LogFile.open(path);
      if (logFile != null) {
        sinks.add(logFile);
      } else if (background != null) {
        sinks.add(Syslog.open(settings.logIdent(), settings.logFacility()));
      }
      Logging.to(sinks);
      if (before != null) {
        before.close();
      }
    }

    @Override
    public void watching() {
      if (background != null) {
        background.ready();
      }
      systemd.ready();
    }

    @Override
    public Configuration reload() throws ConfigurationException {
      systemd.reloading(System.nanoTime());
      try {
        Configuration configuration = loader.load();
        openLogs(configuration.settings());
        configuration.warnings().forEach(Log.WARN::warn);
        return configuration;
      } finally {
        systemd.ready();
      }
    }

    @Override
    public Notify systemd() {
      return systemd;
    }
  }
}
