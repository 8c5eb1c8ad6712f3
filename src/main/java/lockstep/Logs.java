package lockstep;

import java.util.List;
import java.util.stream.Stream;
import lockstep.config.ConfigurationException;
import lockstep.config.Settings;
import lockstep.event.AbsolutePath;
import org.jspecify.annotations.Nullable;

/// The places that a running daemon logs to. In the foreground: the terminal, and a file if one is
/// named. In the background: the file, else syslog.
final class Logs implements AutoCloseable {
  private final @Nullable LogQueue console;
  private @Nullable LogQueue file;
  private @Nullable Syslog syslog;

  Logs(boolean foreground) {
    console = foreground ? new LogQueue(Console.timed()) : null;
  }

  /// Opens them for these settings; what was open before is closed then.
  ///
  /// @throws ConfigurationException if they cannot be; what was open stays
  synchronized void open(Settings settings) throws ConfigurationException {
    LogQueue oldFile = file;
    Syslog oldSyslog = syslog;
    AbsolutePath path = settings.logFile();
    LogQueue newFile = path == null ? null : new LogQueue(LogFile.open(path));
    syslog =
        path == null && console == null
            ? Syslog.open(settings.logIdent(), settings.logFacility())
            : null;
    file = newFile;
    Logging.to(sinks());
    close(oldFile, oldSyslog);
  }

  private List<LogSink> sinks() {
    return Stream.<@Nullable LogSink>of(console, file, syslog).flatMap(Stream::ofNullable).toList();
  }

  /// Shows how far the work has come, on the terminal if there is one.
  void progress(String line) {
    if (console != null) {
      console.progress(line);
    }
  }

  private static void close(@Nullable LogQueue file, @Nullable Syslog syslog) {
    if (file != null) {
      file.close();
    }
    if (syslog != null) {
      syslog.close();
    }
  }

  /// Has written what can be written within a second or two. Nothing is logged after it.
  @Override
  public synchronized void close() {
    Logging.to(List.of());
    close(file, syslog);
    if (console != null) {
      console.close();
    }
  }
}
