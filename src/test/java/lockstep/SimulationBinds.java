package lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import lockstep.event.RelativePath;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.MemoryWriter;
import org.jspecify.annotations.Nullable;

/// An administrator who mounts source and target into each other: a directory of one, or its root,
/// over a directory of the other; and undoes it after a while.
final class SimulationBinds {
  private final MemoryFileSystem source;
  private final MemoryFileSystem target;
  private final Random random;
  private final Consumer<String> story;
  private @Nullable Runnable mounted;

  SimulationBinds(
      MemoryFileSystem source, MemoryFileSystem target, Random random, Consumer<String> story) {
    this.source = source;
    this.target = target;
    this.random = random;
    this.story = story;
  }

  /// Mounts, or undoes the mount that there is.
  void act() {
    if (mounted != null) {
      undo();
      return;
    }
    boolean forward = random.nextInt(3) != 0;
    MemoryFileSystem over = forward ? target : source;
    MemoryFileSystem shown = forward ? source : target;
    List<RelativePath> points = directories(over);
    List<RelativePath> directories = directories(shown);
    directories.add(RelativePath.ROOT);
    if (!points.isEmpty()) {
      RelativePath at = points.get(random.nextInt(points.size()));
      RelativePath what = directories.get(random.nextInt(directories.size()));
      story.accept(
          "mount: /" + what + (forward ? " of the source" : " of the target") + " at /" + at);
      mounted = over.bind(at, shown, what);
    }
  }

  void undo() {
    if (mounted != null) {
      story.accept("unmount");
      mounted.run();
      mounted = null;
    }
  }

  /// All below the root.
  private static List<RelativePath> directories(MemoryFileSystem fs) {
    var found = new ArrayList<RelativePath>();
    collect(fs.writer(), RelativePath.ROOT, found);
    return found;
  }

  private static void collect(
      MemoryWriter writer, RelativePath directory, List<RelativePath> found) {
    for (byte[] name : writer.list(directory)) {
      RelativePath path = directory.resolve(name);
      if (writer.stat(path).isDirectory()) {
        found.add(path);
        collect(writer, path, found);
      }
    }
  }
}
