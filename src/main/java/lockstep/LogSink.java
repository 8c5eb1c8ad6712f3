package lockstep;

import java.time.Instant;

/// A place that log lines go to. Called by one thread at a time.
interface LogSink {
  /// @param text may hold newlines, but no other control character
  void line(Instant time, Severity severity, String category, String text);

  /// How bad it is. The order is syslog's.
  enum Severity {
    ERROR,
    WARNING,
    NOTICE;

    /// The number that syslog gives it.
    int number() {
      return ordinal() + 3;
    }
  }
}
