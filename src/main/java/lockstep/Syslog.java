package lockstep;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import lockstep.config.ConfigurationException;
import lockstep.status.Ctime;

/// The system's log, written to as `syslog(3)` does, in lsyncd's words.
final class Syslog implements LogSink, AutoCloseable {
  private static final String SOCKET = "/dev/log";

  /// By their numbers; the names that have none are not for us.
  private static final List<String> FACILITIES =
      List.of(
          "kern",
          "user",
          "mail",
          "daemon",
          "auth",
          "syslog",
          "lpr",
          "news",
          "uucp",
          "cron",
          "authpriv",
          "ftp",
          "",
          "",
          "",
          "",
          "local0",
          "local1",
          "local2",
          "local3",
          "local4",
          "local5",
          "local6",
          "local7");

  private final String ident;
  private final int facility;
  private final Datagrams socket;
  private long lost;

  Syslog(String ident, int facility, Datagrams socket) {
    this.ident = ident;
    this.facility = facility;
    this.socket = socket;
  }

  /// @throws ConfigurationException if there is no such facility
  static Syslog open(String ident, String facility) throws ConfigurationException {
    return new Syslog(ident, facility(facility), new Datagrams(SOCKET));
  }

  /// @throws ConfigurationException if there is no such facility
  static int facility(String name) throws ConfigurationException {
    int number = name.isEmpty() ? -1 : FACILITIES.indexOf(name.toLowerCase(Locale.ROOT));
    if (number < 0) {
      throw new ConfigurationException("Logging facility '" + name + "' unknown.");
    }
    return number;
  }

  @Override
  public void line(Instant time, Severity severity, String category, String text) {
    int priority = facility * 8 + severity.number;
    String when = Ctime.dayAndClock(time, ZoneId.systemDefault());
    String head = "<" + priority + ">" + when + " " + ident + ": ";
    if (lost > 0 && socket.send(head + "Warn, " + lost + " lines of the log were lost")) {
      lost = 0;
    }
    if (!socket.send(head + category + ", " + text)) {
      lost++;
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
