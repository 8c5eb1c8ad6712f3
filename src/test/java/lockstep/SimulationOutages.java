package lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import lockstep.event.RelativePath;
import lockstep.tree.MemoryErrno;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// What is wrong with the targets of a simulated history as a whole, and for how long.
final class SimulationOutages {
  private static final long PLENTY = 1L << 40;

  private final List<MemoryFileSystem> targets;
  private final Random random;
  private final Consumer<String> story;
  private final List<@Nullable MemoryErrno> gone = new ArrayList<>();

  SimulationOutages(List<MemoryFileSystem> targets, Random random, Consumer<String> story) {
    this.targets = targets;
    this.random = random;
    this.story = story;
    targets.forEach(_ -> gone.add(null));
  }

  /// One begins or ends.
  void change() {
    int number = random.nextInt(targets.size());
    MemoryFileSystem target = targets.get(number);
    int what = random.nextInt(6);
    story.accept("outage " + what + " of target " + number);
    mend(number);
    switch (what) {
      case 0 -> target.readOnly(true);
      case 1 -> target.limit(0);
      case 2 -> gone.set(number, MemoryErrno.ESTALE);
      case 3 -> gone.set(number, MemoryErrno.ETIMEDOUT);
      default -> {}
    }
  }

  private void mend(int number) {
    targets.get(number).readOnly(false);
    targets.get(number).limit(PLENTY);
    gone.set(number, null);
  }

  void end() {
    for (int i = 0; i < targets.size(); i++) {
      mend(i);
    }
  }

  void check(int target, String call, RelativePath path) throws TreeException {
    MemoryErrno errno = gone.get(target);
    if (errno != null) {
      throw errno.at(call, path);
    }
  }
}
