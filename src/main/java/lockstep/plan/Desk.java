package lockstep.plan;

import java.util.List;
import lockstep.event.RelativePath;
import lockstep.queue.ScriptEntry;
import org.jspecify.annotations.Nullable;

/// Where a script asks about its sync and tells it what to do; lsyncd's inlet. Called on the
/// script's thread.
public interface Desk {
  /// Keeps the queue as it is, but for what the script does to it, until [#letGo].
  void hold();

  void letGo();

  /// The next event that is due, or null.
  @Nullable ScriptEntry next();

  /// The whole queue, in its order.
  List<ScriptEntry> entries();

  /// An event as it is now; null if it is dealt with.
  @Nullable ScriptEntry entry(long id);

  /// Drops an event.
  ///
  /// @return false if it is not waiting
  boolean discard(long id);

  /// Runs a program for events.
  ///
  /// @param list whether they are a list
  /// @return the number by which [Turn.Collect] names it; 0 if nothing is started any more
  long spawn(List<Long> events, boolean list, Run run) throws RefusedException;

  /// Runs rsync for events, as the layer of the sync would by itself.
  ///
  /// @param full for the whole tree rather than for their paths
  /// @return as [#spawn]
  long rsync(List<ScriptEntry> events, boolean list, boolean full) throws RefusedException;

  /// Renames at the other end what was renamed here, over ssh.
  ///
  /// @return as [#spawn]
  long moveThere(ScriptEntry move) throws RefusedException;

  ScriptEntry addBlanket();

  ScriptEntry addFull(RelativePath path);

  /// Ends the whole program, for what is called in no turn.
  void terminate(int status);

  /// Puts other rules (`RULE PATTERN`) in the place of those that decide what is told.
  void setRules(List<byte[]> rules) throws RefusedException;
}
