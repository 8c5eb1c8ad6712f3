package lockstep;

import java.time.Instant;

/// A place that log lines go to. Called by one thread at a time.
interface LogSink {
  /// Takes a line.
  ///
  /// @param text may hold newlines, but no other control character
  void line(Instant time, Severity severity, String category, String text);

  /// Shows how far the work has come, in the place of what was shown before; nothing if empty. For
  /// places that somebody looks at now.
  ///
  /// @param text one line, without control characters
  default void progress(String text) {}

  /// Waits a moment for what is still to be written.
  default void flush() {}

  /// How bad it is.
  enum Severity {
    ERROR(3),
    WARNING(4),
    NOTICE(5);

    /// The number that syslog gives it.
    final int number;

    Severity(int number) {
      this.number = number;
    }
  }
}
