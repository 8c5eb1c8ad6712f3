package lockstep;

import java.util.function.Consumer;
import lockstep.config.Configuration;
import lockstep.config.ConfigurationException;

/// The running daemon, as the process around it sees it. All methods but [#run] may be called by
/// any thread, before and while it runs, and do not wait.
interface Loop {
  /// Runs until a signal or the end of a single pass.
  ///
  /// @return the exit status of the process
  /// @throws ConfigurationException if it cannot begin; the message is for the operator
  int run() throws ConfigurationException;

  void signal(Signals signal);

  /// Takes up a request; the answer is handed to `reply`, which does not wait, on any thread.
  ///
  /// @return what is to be called, on any thread, when nobody waits for the answer any more;
  ///   harmless after the answer
  Runnable control(Request request, Consumer<Reply> reply);

  /// Makes the loop for a configuration.
  @FunctionalInterface
  interface Maker {
    Loop make(Configuration configuration, Host host);
  }
}
