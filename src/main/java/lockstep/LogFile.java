package lockstep;

import static lockstep.linux.Open.O_APPEND;
import static lockstep.linux.Open.O_WRONLY;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import lockstep.config.ConfigurationException;
import lockstep.event.AbsolutePath;
import lockstep.status.Ctime;
import org.jspecify.annotations.Nullable;

/// A log file in lsyncd's format.
///
/// Before each line it looks whether the path still leads to the open file, so a rotation by
/// renaming needs no signal. A line that cannot be written is lost; the next one that can be is
/// preceded by their number.
final class LogFile implements LogSink, AutoCloseable {
  private static final int MODE = 0666; // less the umask

  private final AbsolutePath path;
  private @Nullable Outlet open;
  private long lost;

  private LogFile(AbsolutePath path, Outlet open) {
    this.path = path;
    this.open = open;
  }

  /// @throws ConfigurationException if the file cannot be opened
  static LogFile open(AbsolutePath path) throws ConfigurationException {
    try {
      return new LogFile(path, append(path));
    } catch (ErrnoException e) {
      throw new ConfigurationException("Cannot open logfile [" + path + "]! " + e.getMessage());
    }
  }

  private static Outlet append(AbsolutePath path) throws ErrnoException {
    return Outlet.open(path, O_WRONLY | O_APPEND, MODE);
  }

  @Override
  public void line(Instant time, Severity severity, String category, String text) {
    String when = Ctime.of(time, ZoneId.systemDefault()) + " ";
    String missed =
        lost == 0 ? "" : when + "Warn: " + lost + " lines of the log could not be written\n";
    var bytes = (missed + when + category + ": " + text + "\n").getBytes(StandardCharsets.UTF_8);
    lost = write(bytes) ? 0 : lost + 1;
  }

  private boolean write(byte[] bytes) {
    Outlet current = open;
    if (current == null || !current.isInPlace()) {
      close();
      try {
        current = append(path);
      } catch (ErrnoException _) {
        return false; // told of as soon as it can be opened again
      }
      open = current;
    }
    return current.write(bytes) == 0;
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
