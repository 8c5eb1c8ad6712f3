package lockstep.plan;

import lockstep.event.RelativePath;

/// Something that a [ScriptSync] wants done away from the loop.
public sealed interface ScriptJob {
  /// Open the source.
  ///
  /// @param confirmed whether the operator has said to go on although it looks wrong
  record Open(boolean confirmed) implements ScriptJob {}

  /// Watch every directory of the source.
  record Watch() implements ScriptJob {}

  /// See whether the source is still what was opened.
  record Probe(Job.Probe probe) implements ScriptJob {}

  /// Watch a directory and tell what it holds.
  record List(RelativePath directory) implements ScriptJob {}

  /// Have the script take a turn.
  record Call(Turn turn) implements ScriptJob {}
}
