package lockstep.plan;

import lockstep.queue.Batch;

/// Something that a [Sync] wants done, away from the loop. Whoever does it answers with one
/// [Outcome].
public sealed interface Job {
  /// Open both trees.
  ///
  /// @param confirmed whether the operator has said to go on although the source looks wrong
  record Open(boolean confirmed) implements Job {}

  /// Watch every directory of the source. Nothing is compared meanwhile: a directory that is
  /// renamed while it waits to be registered would be entered under its old name, and only a
  /// comparison that begins later puts that right.
  record Watch() implements Job {}

  /// Make the directories of a batch equal.
  ///
  /// @param confirmed whether an empty source is to be believed
  record Copy(Batch batch, boolean confirmed) implements Job {}

  /// See whether both roots are still what was opened. The kernel does not tell when a directory is
  /// removed or lazily unmounted that is held open.
  ///
  /// @param number counts them from 1
  record Probe(long number) implements Job {}
}
