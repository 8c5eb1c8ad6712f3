package lockstep.copy;

import java.util.concurrent.Executor;

/// Threads that do a copier's work.
public interface Workers extends Executor {
  /// As many as a local disk keeps busy.
  int FEW = 2;

  /// How many they are at the moment.
  default int width() {
    return FEW;
  }
}
