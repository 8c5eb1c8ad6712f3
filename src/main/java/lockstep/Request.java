package lockstep;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What another process asks of the daemon.
sealed interface Request {
  /// The word of the command line for it.
  default String word() {
    return switch (this) {
      case StatusRequest _ -> "status";
      case WaitRequest _ -> "wait";
      case ResumeRequest _ -> "resume";
    };
  }

  /// How do the syncs stand? Answered as soon as the roots have been looked at, or do not answer
  /// for a second.
  ///
  /// @param json one line of JSON instead of text
  record StatusRequest(boolean json) implements Request {}

  /// Answer as soon as every change made before now is on the targets.
  ///
  /// @param timeout after which the answer is that they are not; null waits for ever
  record WaitRequest(@Nullable Duration timeout) implements Request {}

  /// Let the syncs that were halted for safety go on.
  record ResumeRequest() implements Request {}
}
