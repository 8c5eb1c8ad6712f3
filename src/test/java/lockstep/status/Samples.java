package lockstep.status;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import lockstep.plan.Progress;
import lockstep.plan.SyncStatus;
import lockstep.plan.SyncStatus.Failing;
import lockstep.plan.SyncStatus.Pending;
import lockstep.plan.SyncStatus.State;
import org.jspecify.annotations.Nullable;

/// Syncs in the states that the reports are tested with.
final class Samples {
  private Samples() {}

  static SyncStatus idle(String name) {
    return sync(name, State.IN_SYNC, null, 0, List.of(), List.of(), List.of());
  }

  static SyncStatus starting() {
    return sync(
        "Sync1", State.STARTING, null, 1, List.of(whole("active", "Init")), List.of(), List.of());
  }

  static SyncStatus pending() {
    var paths =
        List.of(
            file("wait", "Create", "a"),
            file("wait", "Attrib", "a"),
            file("active", "Modify", "b"),
            file("block", "Create", "new/f1"),
            directory("wait", "Delete", "old"),
            directory("wait", "Attrib", ""),
            new Pending("wait", "Move", path("m"), false, path("n")),
            new Pending("wait", "Move", path("d"), true, path("sub/e")),
            whole("wait", "Full"));
    return sync("Sync1", State.BEHIND, null, 9, paths, List.of(), List.of("- first", "+ keep"));
  }

  static SyncStatus hostile() {
    var name = RelativePath.of(new byte[] {'x', '\n', 'S', 'y', 'n', 'c', '2', (byte) 0xff});
    var failing = List.of(new Failing(name, "Permission denied", 1, Duration.ofSeconds(30)));
    var paths = List.of(new Pending("wait", "Create", name, false, null));
    return sync("Sync1", State.BEHIND, null, 12_001, paths, failing, List.of());
  }

  static SyncStatus failing(int count) {
    var failing =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new Failing(
                        path("dir/f" + i), "No space left on device", 4, Duration.ofMinutes(3)))
            .toList();
    return sync("Sync1", State.BEHIND, null, count, List.of(), failing, List.of());
  }

  static SyncStatus halted() {
    return sync("Sync2", State.HALTED, "the source is empty", 3, List.of(), List.of(), List.of());
  }

  private static SyncStatus sync(
      String name,
      State state,
      @Nullable String why,
      int pending,
      List<Pending> paths,
      List<Failing> failing,
      List<String> filters) {
    return new SyncStatus(
        name,
        AbsolutePath.of("/tmp/src"),
        "/mnt/target",
        state,
        why,
        pending,
        Duration.ofMinutes(pending),
        paths,
        failing,
        pending / 4,
        100,
        3_565_159,
        5,
        1,
        2,
        filters,
        state == State.STARTING
            ? new Progress(
                true,
                Duration.ofSeconds(60),
                1200,
                5678,
                45_678,
                3_650_722_202L,
                1_288_490_189L,
                812,
                54_630_810,
                Duration.ofSeconds(224))
            : null);
  }

  private static Pending whole(String status, String etype) {
    return new Pending(status, etype, RelativePath.ROOT, true, null);
  }

  private static Pending file(String status, String etype, String path) {
    return new Pending(status, etype, path(path), false, null);
  }

  private static Pending directory(String status, String etype, String path) {
    return new Pending(status, etype, path(path), true, null);
  }

  private static RelativePath path(String path) {
    return RelativePath.of(path);
  }

  /// The expected text in the file called `name` of this package's resources.
  static String golden(String name) throws IOException {
    try (var in = Samples.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no such resource: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
