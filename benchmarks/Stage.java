import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The scratch directories of a run. Each is used once: in a directory that was emptied ext4 is
/// many times slower for a while, because it looks for inodes that were not freed just now.
final class Stage {
  private final Plan plan;
  private final Path place;
  private int next;

  Stage(Plan plan, Path place) {
    this.plan = plan;
    this.place = place;
  }

  Path fresh(String name) throws IOException {
    return Files.createDirectory(place.resolve("%s-%03d".formatted(name, next++)));
  }

  /// Starts a daemon.
  ///
  /// @param scratch all that it may write to; holds the target
  RunningDaemon start(Contestant contestant, Path scratch, Path source, Path target)
      throws IOException, InterruptedException {
    Path configuration = scratch.resolve("lsyncd.conf.lua");
    Files.writeString(configuration, contestant.configuration(source, target));
    String sandbox = plan.project().resolve("src/test/sandbox/sandbox").toString();
    return RunningDaemon.start(
        sandbox, scratch, contestant.binary(plan.image()), configuration.toString());
  }
}
