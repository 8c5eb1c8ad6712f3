package lockstep;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.IntSupplier;
import lockstep.status.Ctime;
import org.jspecify.annotations.Nullable;

/// The terminal, or whatever standard output and standard error are.
///
/// Text is written as UTF-8 in every locale, one system call a line. On a terminal a line of
/// progress may stand below the others.
final class Console implements LogSink {
  private static final OutputStream OUT = new FileOutputStream(FileDescriptor.out);
  private static final OutputStream ERR = new FileOutputStream(FileDescriptor.err);

  private final OutputStream out;
  private final OutputStream err;

  /// To the beginning of the line, and clear what follows.
  private static final String ERASE = "\r\033[K";

  private static final int STANDARD_OUTPUT = 1;

  /// Why something that was asked for could not be printed.
  private static volatile @Nullable String failure;

  private final boolean timed;
  private final @Nullable IntSupplier columns;
  private String progress = "";

  Console(OutputStream out, OutputStream err, boolean timed) {
    this(out, err, timed, null);
  }

  /// @param columns how wide `out` is at the moment, if it is a terminal
  Console(OutputStream out, OutputStream err, boolean timed, @Nullable IntSupplier columns) {
    this.out = out;
    this.err = err;
    this.timed = timed;
    this.columns = columns;
  }

  /// As long as the configuration is read: no time, and everything on standard error.
  static Console plain() {
    return new Console(ERR, ERR, false);
  }

  /// Once the program runs.
  static Console timed() {
    boolean dumb = "dumb".equals(System.getenv("TERM"));
    boolean terminal = !dumb && Terminal.is(STANDARD_OUTPUT);
    return new Console(OUT, ERR, true, terminal ? () -> Terminal.columns(STANDARD_OUTPUT) : null);
  }

  /// Prints text for whoever called the program. That it could not be is told by [#failure].
  static void print(String text) {
    IOException e = write(OUT, text);
    if (e != null && failure == null) {
      failure = String.valueOf(e.getMessage());
    }
  }

  /// Why something that was asked for could not be printed; null if all was.
  static @Nullable String failure() {
    return failure;
  }

  static void printError(String text) {
    write(ERR, text);
  }

  @Override
  public void line(Instant time, Severity severity, String category, String text) {
    String when = timed ? Ctime.clock(time, ZoneId.systemDefault()) + " " : "";
    if (!progress.isEmpty()) {
      write(out, ERASE);
    }
    write(severity == Severity.ERROR ? err : out, when + category + ": " + text + "\n");
    if (!progress.isEmpty()) {
      write(out, ERASE + progress);
    }
  }

  /// A line that reached the last column would be broken in two on some terminals, and the upper
  /// half never be erased.
  @Override
  public void progress(String text) {
    if (columns != null) {
      int width = Math.max(0, columns.getAsInt() - 1);
      progress = text.length() <= width ? text : text.substring(0, width);
      write(out, ERASE + progress);
    }
  }

  /// That nobody reads it, as with a closed pipe or terminal, must not end a daemon.
  private static @Nullable IOException write(OutputStream stream, String text) {
    try {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
      return null;
    } catch (IOException e) {
      return e;
    }
  }
}
