package lockstep;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lockstep.config.ConfigurationException;

/// How long a file system is waited for, which may never answer: a call into a dead network mount
/// cannot be interrupted. It is made on a thread of its own, which is left to itself then.
///
/// @param first after so long it is said that somebody waits
/// @param limit after so long nobody does
record Patience(Duration first, Duration limit) {
  /// An automounter takes some seconds, and a server that is tried again a minute.
  static final Patience LONG = new Patience(Duration.ofSeconds(10), Duration.ofSeconds(90));

  /// Where it goes on without an answer.
  static final Patience SHORT = new Patience(Duration.ofSeconds(10), Duration.ofSeconds(10));

  /// Asks a file system.
  ///
  /// @param whom of whom it is said that somebody waits for it
  /// @return the answer; empty if there was none in time
  /// @throws ConfigurationException as the question does
  <T> Optional<T> ask(String whom, Callable<T> question) throws ConfigurationException {
    var task = new FutureTask<>(question);
    Thread.ofPlatform().name("disk").daemon().start(task);
    try {
      return answer(whom, task);
    } catch (TimeoutException _) {
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ConfigurationException wrong) {
        throw wrong;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private <T> Optional<T> answer(String whom, FutureTask<T> task)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      return Optional.of(task.get(first.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      Log.WARN.warn("{} does not answer for {} s", whom, first.toSeconds());
      return Optional.of(task.get(limit.minus(first).toMillis(), TimeUnit.MILLISECONDS));
    }
  }
}
