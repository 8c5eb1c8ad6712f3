package lockstep.plan;

import java.util.List;

/// What came of a [Turn].
public sealed interface Answer {
  /// It came to its end.
  record Done(Verdict verdict) implements Answer {}

  /// An error ended it.
  ///
  /// @param message with file and line
  /// @param trace where it was, from the inside out, as `FILE:LINE: in WHAT`
  record Failed(String message, List<String> trace) implements Answer {}

  /// It wants the whole program to end.
  record Terminate(int status) implements Answer {}

  /// What a script says of a process that has ended, in lsyncd's words.
  enum Verdict {
    OK,
    /// its events are to be told again
    AGAIN,
    DIE
  }
}
