package lockstep.queue;

/// A delay of a script's queue as it was at one moment.
///
/// @param blockedBy the delay that it waits for, or 0
/// @param held whether a process runs for another event of the same path
public record ScriptEntry(
    long id, ScriptEvent event, ScriptDelay.Status status, long blockedBy, boolean held) {
  static ScriptEntry of(ScriptDelay delay, boolean held) {
    long blockedBy = delay.blocker == null ? 0 : delay.blocker.id;
    return new ScriptEntry(delay.id, delay.event, delay.status, blockedBy, held);
  }
}
