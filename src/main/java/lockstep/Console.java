package lockstep;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import lockstep.status.Ctime;

/// The terminal, or whatever standard output and standard error are.
///
/// Text is written as UTF-8 in every locale, one system call a line.
final class Console implements LogSink {
  private static final OutputStream OUT = new FileOutputStream(FileDescriptor.out);
  private static final OutputStream ERR = new FileOutputStream(FileDescriptor.err);

  private final OutputStream out;
  private final OutputStream err;
  private final boolean timed;

  Console(OutputStream out, OutputStream err, boolean timed) {
    this.out = out;
    this.err = err;
    this.timed = timed;
  }

  /// As long as the configuration is read: no time, and everything on standard error.
  static Console plain() {
    return new Console(ERR, ERR, false);
  }

  /// Once the program runs.
  static Console timed() {
    return new Console(OUT, ERR, true);
  }

  /// Prints text for whoever called the program.
  static void print(String text) {
    write(OUT, text);
  }

  static void printError(String text) {
    write(ERR, text);
  }

  @Override
  public void line(Instant time, Severity severity, String category, String text) {
    String when = timed ? Ctime.clock(time, ZoneId.systemDefault()) + " " : "";
    write(severity == Severity.ERROR ? err : out, when + category + ": " + text + "\n");
  }

  private static void write(OutputStream stream, String text) {
    try {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      // nobody reads it: a closed pipe or terminal must not end the daemon
    }
  }
}
