package lockstep;

import java.util.OptionalInt;
import java.util.function.Supplier;

/// How many processes of scripts run together, and whether a script may be called that starts
/// another one: the setting `maxProcesses`. Used on the loop's thread.
///
/// What a script starts beyond the limit all the same waits for its turn
/// ([lockstep.spawn.LimitedRunner]).
final class ProcessSlots {
  private final Supplier<OptionalInt> limit;
  private int taken;

  ProcessSlots(Supplier<OptionalInt> limit) {
    this.limit = limit;
  }

  /// Whether there is a limit for which syncs have to take turns.
  boolean isLimited() {
    return limit.get().isPresent();
  }

  boolean isFree() {
    OptionalInt most = limit.get();
    return most.isEmpty() || taken < most.getAsInt();
  }

  /// For a process, or for a script that is called and may start one.
  void take() {
    taken++;
  }

  void giveBack() {
    taken--;
  }
}
