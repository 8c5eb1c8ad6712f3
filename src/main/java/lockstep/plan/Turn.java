package lockstep.plan;

import lockstep.queue.ScriptEntry;

/// Something that a script is called for.
public sealed interface Turn {
  /// The start: `init`.
  record Init(ScriptEntry event) implements Turn {}

  /// All is to be brought into step: `full`.
  record Full(ScriptEntry event) implements Turn {}

  /// Something is due: `action`. It asks for it at its desk.
  record Action() implements Turn {}

  /// A process has ended: `collect`.
  ///
  /// @param agent as it was given out at the desk
  record Collect(long agent, Exit exit) implements Turn {}

  /// How a process ended.
  ///
  /// @param code its exit status; 255 if it could not be started
  /// @param signal what ended it, or 0
  record Exit(int code, int signal) {
    /// As a shell shows it.
    public int status() {
      return signal == 0 ? code : 128 + signal;
    }
  }
}
