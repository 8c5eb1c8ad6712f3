package lockstep;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import lockstep.event.RelativePath;
import lockstep.tree.FileType;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.MemoryObserver;

/// Watches over the promises that hold at every moment.
///
/// P2: whatever is visible under a name of a target was at some moment the whole content of a file
/// of the source. Temporary names may show anything.
///
/// P3: what is deleted from a target was, at some moment since it came there, not in the source;
/// and nothing is written to what lies under a target that is not mounted.
final class SimulationOracle {
  private final Set<Long> contents = new HashSet<>();
  private final List<String> broken = new ArrayList<>();
  private final MemoryFileSystem sourceSystem;
  private final SimulationPresence source = new SimulationPresence();
  private final List<MemoryFileSystem> targets;
  private final List<SimulationPresence> presences = new ArrayList<>();
  private boolean others;

  SimulationOracle(MemoryFileSystem source, List<MemoryFileSystem> targets) {
    this.sourceSystem = source;
    this.targets = targets;
    contents.add(MemoryFileSystem.digest(new byte[0]));
    source.observe(this.source);
    source.observe(
        new MemoryObserver() {
          @Override
          public void published(RelativePath path, FileType type, long digest) {
            contents.add(digest);
          }
        });
    targets.forEach(this::watch);
  }

  private void watch(MemoryFileSystem target) {
    var presence = new SimulationPresence(source);
    target.observe(
        new MemoryObserver() {
          @Override
          public void published(RelativePath path, FileType type, long digest) {
            checkContent(path, type, digest);
          }

          @Override
          public void removed(RelativePath path, FileType type) {
            checkDeletion(path, type, presence);
          }
        });
    target.observe(presence);
    presences.add(presence);
  }

  private void checkContent(RelativePath path, FileType type, long digest) {
    if (others) {
      contents.add(digest);
    } else if (type == FileType.REGULAR && !isTemporary(path) && !contents.contains(digest)) {
      broken.add("torn content was published at " + path);
    }
  }

  private void checkDeletion(RelativePath path, FileType type, SimulationPresence target) {
    if (!others && !isTemporary(path) && source.isSince(path, type, target.since(path))) {
      broken.add("deleted although the source has it: " + path);
    }
  }

  /// Has it watched that nothing is deleted without the operator's word.
  SimulationBrake brake() {
    return new SimulationBrake(sourceSystem, targets.getFirst(), broken::add);
  }

  /// Has it watched that no message is ever missing.
  SimulationMail mail(Consumer<String> story) {
    return new SimulationMail(sourceSystem, targets.getFirst(), story.andThen(broken::add));
  }

  /// Changes of a target are not ours meanwhile.
  void whileOthersAct(Runnable action) {
    others = true;
    action.run();
    others = false;
  }

  /// The source was mounted or unmounted.
  void sourceChanged() {
    source.retain(sourceSystem.writer()::exists);
  }

  /// A target was mounted or unmounted.
  void targetChanged(int number) {
    presences.get(number).clear();
  }

  /// The source is taken to be what its path shows, whatever that is: nobody can know better.
  void sourceIsBelieved() {
    source.forget();
  }

  static boolean isTemporary(RelativePath path) {
    return path.toString().matches("(.*/)?\\.[^/]*\\.[A-Za-z0-9]{6}");
  }

  /// @param believed the targets that a process opened while they were not mounted, and could not
  ///   know better
  void check(Set<Integer> believed) {
    for (int i = 0; i < targets.size(); i++) {
      MemoryFileSystem target = targets.get(i);
      if (!target.isMounted() && !target.isEmpty() && !believed.contains(i)) {
        fail("written to target " + i + ", which is not mounted");
      }
    }
    if (!broken.isEmpty()) {
      fail(broken.getFirst());
    }
  }
}
