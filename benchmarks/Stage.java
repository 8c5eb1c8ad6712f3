import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
  /// @param before words before the program
  RunningDaemon start(
      Contestant contestant, Path scratch, Path source, Path target, String... before)
      throws IOException, InterruptedException {
    return start(contestant, scratch, source, List.of(target), before);
  }

  /// The same with several targets.
  RunningDaemon start(
      Contestant contestant, Path scratch, Path source, List<Path> targets, String... before)
      throws IOException, InterruptedException {
    Path configuration = scratch.resolve("lsyncd.conf.lua");
    Files.writeString(configuration, contestant.configuration(source, targets));
    var command = new ArrayList<>(List.of(before));
    command.addAll(List.of(contestant.binary(plan.image()), configuration.toString()));
    return RunningDaemon.start(sandbox(), scratch, command.toArray(String[]::new));
  }

  private String sandbox() {
    return plan.project().resolve("src/test/sandbox/sandbox").toString();
  }

  /// The words of a command that may write to `scratch` only.
  String[] inSandbox(Path scratch, String[] before, String... command) {
    var words = new ArrayList<>(List.of("sh", sandbox(), scratch.toString()));
    words.addAll(List.of(before));
    words.addAll(List.of(command));
    return words.toArray(String[]::new);
  }
}
