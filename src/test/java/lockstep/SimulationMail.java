package lockstep;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import lockstep.tree.MemoryFileSystem;

/// Watches that no message is ever missing from the target that has been there, as long as the
/// source has it under any name; nor one that was in the source when somebody asked to wait.
final class SimulationMail {
  private final SimulationMessages source = new SimulationMessages();
  private final SimulationMessages target = new SimulationMessages();
  private final Consumer<String> broken;
  private Set<Long> seen = Set.of();

  /// @param broken is told what is missing
  SimulationMail(MemoryFileSystem source, MemoryFileSystem target, Consumer<String> broken) {
    source.observe(this.source);
    target.observe(this.target);
    this.broken = broken;
  }

  /// To be called between any two changes.
  void check() {
    Set<Long> now = target.all();
    tellIfMissing(seen, now, "a message is missing for a while");
    seen = now;
  }

  /// What there is now.
  Set<Long> inSource() {
    return source.all();
  }

  /// @param asked what there was when somebody asked to wait, which has succeeded
  void checkWaited(Set<Long> asked) {
    tellIfMissing(asked, target.all(), "wait returned 0 although a message is missing");
  }

  private void tellIfMissing(Set<Long> expected, Set<Long> there, String what) {
    var missing = new HashSet<>(expected);
    missing.removeAll(there);
    missing.retainAll(source.all());
    for (long message : missing) {
      broken.accept(what + ": " + source.nameOf(message));
    }
  }
}
