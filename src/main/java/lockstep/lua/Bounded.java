package lockstep.lua;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import lockstep.config.Configuration;
import lockstep.config.ConfigurationException;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;

/// Runs a script within limits, and turns whatever ends it into a message.
final class Bounded {
  /// Holds calls as deep as [Frames] lets them go. The memory is only taken when it is used.
  private static final long STACK_SIZE = 32L << 20;

  /// How long a stopped script may take to notice; one that waits for a file or a command never
  /// does, and is left behind.
  private static final Duration GRACE = Duration.ofSeconds(1);

  private Bounded() {}

  /// One at a time, so that the memory that one may take is known.
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
      return new Failed(ErrorText.of(subject, reading.stack(), e));
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
}
