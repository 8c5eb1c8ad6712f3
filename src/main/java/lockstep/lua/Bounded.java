package lockstep.lua;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import lockstep.config.Configuration;
import lockstep.config.ConfigurationException;
import lockstep.event.Printable;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/// Runs a script within limits, and turns whatever ends it into a message.
final class Bounded {
  /// Holds calls as deep as [Frames] lets them go. The memory is only taken when it is used.
  private static final long STACK_SIZE = 32L << 20;

  /// How long a stopped script may take to notice; one that waits for a file or a command never
  /// does, and is left behind.
  private static final Duration GRACE = Duration.ofSeconds(1);

  /// How a message begins that tells already where it belongs.
  private static final Pattern PLACED = Pattern.compile("[^\n]{0,300}?:[0-9]+: ");

  private static final int MOST_LINES = 8;
  private static final int LONGEST_LINE = 1000;

  private Bounded() {}

  /// One at a time: luaj keeps the library of strings for all states together.
  static synchronized Configuration run(
      String subject,
      Duration longest,
      Supplier<Reading> begin,
      Function<Reading, Configuration> finish)
      throws ConfigurationException {
    var reading = new AtomicReference<@Nullable Reading>();
    var result = new CompletableFuture<Outcome>();
    Runnable work =
        () -> {
          try {
            result.complete(outcome(subject, begin, finish, reading));
          } catch (Throwable e) { // a mistake of ours: told to whoever waits
            result.completeExceptionally(e);
          }
        };
    var thread = new Thread(null, work, "configuration", STACK_SIZE);
    thread.setDaemon(true);
    thread.start();
    var outcome = await(subject, longest, thread, result, reading);
    Interpreter.forget();
    return switch (outcome) {
      case Done(var configuration) -> configuration;
      case Failed(var message) -> throw new ConfigurationException(message);
    };
  }

  private sealed interface Outcome {}

  private record Done(Configuration configuration) implements Outcome {}

  private record Failed(String message) implements Outcome {}

  private static Outcome await(
      String subject,
      Duration longest,
      Thread thread,
      CompletableFuture<Outcome> result,
      AtomicReference<@Nullable Reading> reading) {
    try {
      return result.get(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      return new Failed(subject + ": the Lua interpreter failed: " + e.getCause());
    } catch (TimeoutException e) {
      stop(thread, reading.get());
      return new Failed(
          reached(subject, reading.get())
              + ": the configuration runs for more than "
              + Numerals.text(longest.toMillis() / 1e3)
              + " seconds; does a loop never end?");
    } catch (InterruptedException e) {
      stop(thread, reading.get());
      Thread.currentThread().interrupt();
      return new Failed(subject + ": interrupted");
    }
  }

  private static Outcome outcome(
      String subject,
      Supplier<Reading> begin,
      Function<Reading, Configuration> finish,
      AtomicReference<@Nullable Reading> started) {
    var reading = begin.get();
    started.set(reading);
    try {
      return new Done(finish.apply(reading));
    } catch (LuaError e) {
      return new Failed(message(subject, reading, e));
    } catch (ExitFunctions.Requested e) {
      return new Failed(String.valueOf(e.getMessage()));
    } catch (StackOverflowError e) {
      return new Failed(
          reached(subject, reading) + ": stack overflow (functions call each other without end)");
    } catch (OutOfMemoryError e) {
      return new Failed(
          reached(subject, reading) + ": the configuration needs more memory than there is");
    } catch (CallStack.Stopped e) {
      return new Failed(reached(subject, reading) + ": " + e.getMessage());
    } catch (RuntimeException e) { // luaj's own mistakes, with a script that it does not understand
      return new Failed(reached(subject, reading) + ": the Lua interpreter failed: " + e);
    }
  }

  private static String reached(String subject, @Nullable Reading reading) {
    return reading == null ? subject : reading.stack().reached().where();
  }

  private static void stop(Thread thread, @Nullable Reading reading) {
    if (reading != null) {
      reading.stack().stop();
    }
    thread.interrupt();
    try {
      thread.join(GRACE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String message(String subject, Reading reading, LuaError error) {
    var value = Failures.value(error, reading.stack());
    String text = lines(subject, text(value));
    var place = reading.stack().failure();
    boolean bare =
        error instanceof Raised raised && raised.isBare() && !PLACED.matcher(text).lookingAt();
    return bare && place != null ? place.text() + ": " + text : text;
  }

  private static LuaString text(LuaValue value) {
    var otherwise = Chunks.string("(error object is a " + value.typename() + " value)");
    boolean isText = value.isstring() || !value.metatag(LuaValue.TOSTRING).isnil();
    try {
      return isText ? BaseFunctions.text(value) : otherwise;
    } catch (LuaError | StackOverflowError e) {
      return otherwise; // its way of telling what went wrong went wrong itself
    }
  }

  /// A message as lines that can be printed. Those after the first are indented unless they tell
  /// themselves where they belong, so that no text of a script passes for a line of ours.
  private static String lines(String subject, LuaString message) {
    var lines = new StringJoiner("\n");
    int count = 0;
    for (var line :
        new String(Chunks.bytes(message), StandardCharsets.ISO_8859_1)
            .replace("\t", "  ")
            .split("\n", -1)) {
      if (count++ < MOST_LINES) {
        // the quoted parts have been made printable before: their backslashes are not doubled again
        String printable =
            Printable.of(line.getBytes(StandardCharsets.ISO_8859_1)).replace("\\\\", "\\");
        boolean indented =
            count == 1 || printable.startsWith(" ") || printable.startsWith(subject + ":");
        printable = indented ? printable : "  " + printable;
        lines.add(
            printable.length() > LONGEST_LINE
                ? printable.substring(0, LONGEST_LINE) + "..."
                : printable);
      }
    }
    if (count > MOST_LINES) {
      lines.add("  ...");
    }
    return lines.toString();
  }
}
