package lockstep.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import lockstep.linux.Files;
import lockstep.linux.Inotify;
import lockstep.tree.Directory;
import lockstep.tree.LinuxTree;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.Tree;
import lockstep.tree.TreeException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The simulated file system and its notices against the kernel's: the same random calls on both,
/// with the same answers and the same records, call by call.
final class SimulatedKernelTest {
  private static final int CALLS = 400;

  /// How many earlier calls a failure shows.
  private static final int CONTEXT = 20;

  /// One of the two worlds: a tree, and something that watches its directories.
  private interface World extends AutoCloseable {
    Tree tree();

    void watch(Directory directory);

    /// The records since the last time, as text.
    String records();

    @Override
    void close();
  }

  private static final class Simulated implements World {
    private final MemoryFileSystem fs = new MemoryFileSystem(1, () -> Instant.EPOCH);
    private final Tree tree = fs.tree();
    private final SimulatedInotify kernel = new SimulatedInotify();

    Simulated() {
      fs.listen(kernel);
    }

    @Override
    public Tree tree() {
      return tree;
    }

    @Override
    public void watch(Directory directory) {
      kernel.add(directory.descriptor(), SimulatedWatcher.ROOT);
    }

    @Override
    public String records() {
      var text = new StringBuilder();
      for (SimulatedRecord record = kernel.poll(); record != null; record = kernel.poll()) {
        text.append("  ").append(record.text("" + record.wd())).append('\n');
      }
      return text.toString();
    }

    @Override
    public void close() {
      tree.close();
    }
  }

  private static final class Real implements World {
    private final Tree tree;
    private final int inotify = Inotify.inotify_init1(Inotify.IN_NONBLOCK | Inotify.IN_CLOEXEC);
    private final ByteBuffer buffer =
        ByteBuffer.allocateDirect(1 << 16).order(ByteOrder.nativeOrder());

    Real(Path directory) throws TreeException {
      tree = LinuxTree.open(AbsolutePath.of(directory.toString().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Tree tree() {
      return tree;
    }

    @Override
    public void watch(Directory directory) {
      byte[] path =
          ("/proc/self/fd/" + directory.descriptor() + "/.").getBytes(StandardCharsets.US_ASCII);
      Inotify.inotify_add_watch(inotify, path, SimulatedWatcher.ROOT);
    }

    @Override
    public String records() {
      int length = Files.read(inotify, buffer.clear());
      ByteBuffer records = buffer.position(0).limit(Math.max(0, length));
      var text = new StringBuilder();
      while (records.hasRemaining()) {
        SimulatedRecord record = SimulatedRecord.read(records);
        text.append("  ").append(record.text("" + record.wd())).append('\n');
      }
      return text.toString();
    }

    @Override
    public void close() {
      tree.close();
      Files.close(inotify);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void behavesAsTheKernelDoes(int seed, @TempDir Path directory) throws TreeException {
    try (var simulated = new Simulated();
        var real = new Real(directory)) {
      compare(real, simulated, seed);
    }
  }

  private static void compare(World real, World simulated, int seed) throws TreeException {
    try (var inReality = new SimulatedCalls(real.tree(), new Random(seed), real::watch);
        var inSimulation =
            new SimulatedCalls(simulated.tree(), new Random(seed), simulated::watch)) {
      var before = new ArrayDeque<String>(List.of("seed " + seed + "\n"));
      for (int i = 0; i < CALLS; i++) {
        String expected = inReality.next() + '\n' + real.records();
        String found = inSimulation.next() + '\n' + simulated.records();
        assertEquals(String.join("", before) + expected, String.join("", before) + found);
        before.add(expected);
        if (before.size() > CONTEXT) {
          before.remove();
        }
      }
    }
    assertEquals(real.records(), simulated.records());
    assertEquals(listing(real), listing(simulated));
  }

  private static String listing(World world) throws TreeException {
    var lines = new StringBuilder();
    try (Directory root = world.tree().open(RelativePath.ROOT)) {
      list(root, "", lines);
    }
    return lines.toString();
  }

  private static void list(Directory directory, String path, StringBuilder log)
      throws TreeException {
    List<String> names = new ArrayList<>();
    directory
        .list()
        .forEach(entry -> names.add(new String(entry.name(), StandardCharsets.US_ASCII)));
    names.sort(null);
    for (String name : names) {
      byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
      log.append(path)
          .append(name)
          .append(' ')
          .append(SimulatedCalls.text(directory.stat(bytes)))
          .append('\n');
      if (SimulatedCalls.isDirectory(directory.stat(bytes))) {
        try (Directory below = directory.open(bytes)) {
          list(below, path + name + "/", log);
        }
      }
    }
  }
}
