package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lockstep.event.RelativePath;
import lockstep.tree.MemoryErrno;
import lockstep.tree.MemoryFaults;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.MemoryTree;
import lockstep.tree.TreeException;
import org.junit.jupiter.api.AfterEach;

/// Two trees in memory whose system calls are counted, and can be disturbed.
abstract class FaultyTrees {
  static final RelativePath TOP = RelativePath.of("top");

  /// Something that is done once, before the call of this name at this path.
  interface Disturbance {
    void happen() throws TreeException;
  }

  final MemoryFileSystem sourceDisk = disk(1);
  final MemoryFileSystem targetDisk = disk(2);
  final Map<String, Disturbance> disturbances = new HashMap<>();
  final Map<String, Integer> calls = new ConcurrentHashMap<>();
  final MemoryTree source = tree(sourceDisk, "source ");
  final MemoryTree target = tree(targetDisk, "target ");

  private static MemoryFileSystem disk(long device) {
    var disk = new MemoryFileSystem(device, () -> Instant.EPOCH.plusSeconds(1_700_000_000));
    disk.writer().mkdirs("top");
    return disk;
  }

  private MemoryTree tree(MemoryFileSystem disk, String side) {
    MemoryFaults faults =
        (call, path) -> {
          calls.merge(side + call, 1, Integer::sum);
          Disturbance disturbance = disturbances.get(side + call + " " + path);
          if (disturbance != null) {
            disturbance.happen();
          }
        };
    return disk.tree(TOP, faults);
  }

  /// Once, before the call that is written like `source pread a`.
  final void before(String call, Disturbance disturbance) {
    disturbances.put(
        call,
        () -> {
          disturbances.remove(call);
          disturbance.happen();
        });
  }

  final void refuse(String call, MemoryErrno errno) {
    String[] words = call.split(" ", 3);
    RelativePath path = RelativePath.of(words[2]);
    disturbances.put(
        call,
        () -> {
          throw errno.at(words[1], path);
        });
  }

  final Mirror mirror() {
    return new Mirror(source, target, CopyOptions.ARCHIVE);
  }

  static List<String> failures(Report report) {
    return report.failures().stream().map(f -> f.path() + (f.directory() ? "/" : "")).toList();
  }

  final void assertSame() throws TreeException {
    disturbances.clear();
    assertEquals(TreeText.show(source), TreeText.show(target));
  }

  @AfterEach
  void everythingIsClosed() {
    assertEquals(0, source.openCount() + target.openCount());
  }
}
