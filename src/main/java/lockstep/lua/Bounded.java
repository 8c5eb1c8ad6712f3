package lockstep.lua;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

  /// How long a stopped script may take to notice; one that waits for a file or a command never does, and is left behind.
  private static final Duration GRACE = Duration.ofSeconds(1);

  /// How a message begins that tells already where it belongs.
  private static final Pattern PLACED = Pattern.compile("[^\n]{0,300}?:[0-9]+: ");

  private static final int MOST_LINES = 8;
  private static final int LONGEST_LINE = 1000;

  private Bounded() {}

  /// One at a time: luaj keeps the library of strings for all states together.
  static synchronized Configuration run(
      String subject, Duration longest, Supplier<Reading> begin, Function<Reading, Configuration> finish)
      throws ConfigurationException {
    var started = new CompletableFuture<Reading>();
    var result = new CompletableFuture<Configuration>();
    var thread =
        new Thread(null, () -> complete(subject, begin, finish, started, result), "configuration", STACK_SIZE);
    thread.setDaemon(true);
    thread.start();
    try {
      return result.get(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new ConfigurationException(String.valueOf(e.getCause().getMessage()));
    } catch (TimeoutException e) {
      stop(thread, started);
      throw new ConfigurationException(
          subject + ": the configuration runs for more than " + longest.toSeconds() + " seconds; does a loop never end?");
    } catch (InterruptedException e) {
      stop(thread, started);
      Thread.currentThread().interrupt();
      throw new ConfigurationException(subject + ": interrupted");
    }
  }

  private static void complete(
      String subject,
      Supplier<Reading> begin,
      Function<Reading, Configuration> finish,
      CompletableFuture<Reading> started,
      CompletableFuture<Configuration> result) {
    @Nullable Reading reading = null;
    try {
      reading = begin.get();
      started.complete(reading);
      result.complete(finish.apply(reading));
    } catch (LuaError e) {
      result.completeExceptionally(new ConfigurationException(message(subject, reading, e)));
    } catch (LsyncdFunctions.Quit e) {
      result.completeExceptionally(new ConfigurationException(String.valueOf(e.getMessage())));
    } catch (StackOverflowError e) {
      result.completeExceptionally(new ConfigurationException(subject + ": stack overflow (functions call each other without end)"));
    } catch (OutOfMemoryError e) {
      result.completeExceptionally(new ConfigurationException(subject + ": the configuration needs more memory than there is"));
    } catch (CallStack.Stopped e) {
      result.completeExceptionally(new ConfigurationException(subject + ": stopped"));
    } catch (RuntimeException e) { // luaj's own mistakes, with a script that it does not understand
      result.completeExceptionally(new ConfigurationException(subject + ": the Lua interpreter failed: " + e));
    }
  }

  private static void stop(Thread thread, CompletableFuture<Reading> started) {
    started.thenAccept(reading -> reading.stack().stop());
    thread.interrupt();
    try {
      thread.join(GRACE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String message(String subject, @Nullable Reading reading, LuaError error) {
    if (reading == null) {
      return subject + ": the Lua interpreter failed: " + error;
    }
    var value = new Failures(reading.stack()).value(error);
    boolean isText = value.isstring() || !value.metatag(LuaValue.TOSTRING).isnil();
    String text = lines(subject, isText ? BaseFunctions.text(value) : Chunks.string("(error object is a " + value.typename() + " value)"));
    var place = reading.stack().failure();
    boolean bare = error instanceof Raised raised && raised.isBare() && !PLACED.matcher(text).lookingAt();
    return bare && place != null ? place.text() + ": " + text : text;
  }

  /// A message as lines that can be printed. Those after the first are indented unless they tell themselves where they belong, so that no
  /// text of a script passes for a line of ours.
  private static String lines(String subject, LuaString message) {
    var lines = new StringJoiner("\n");
    int count = 0;
    for (var line : new String(Chunks.bytes(message), StandardCharsets.ISO_8859_1).replace("\t", "  ").split("\n", -1)) {
      if (count++ < MOST_LINES) {
        // the quoted parts have been made printable before: their backslashes are not doubled again
        String printable = Printable.of(line.getBytes(StandardCharsets.ISO_8859_1)).replace("\\\\", "\\");
        boolean indented = count == 1 || printable.startsWith(" ") || printable.startsWith(subject + ":");
        printable = indented ? printable : "  " + printable;
        lines.add(printable.length() > LONGEST_LINE ? printable.substring(0, LONGEST_LINE) + "..." : printable);
      }
    }
    return lines.toString();
  }
}
