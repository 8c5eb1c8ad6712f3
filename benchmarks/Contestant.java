import java.nio.file.Path;
import java.util.List;

/// A program in the ring, and how it is started.
enum Contestant {
  LOCKSTEP("Lockstep", "rsync"),
  LSYNCD("lsyncd (rsync)", "rsync"),
  DIRECT("lsyncd (direct)", "direct");

  /// The two that are compared throughout.
  private static final List<Contestant> BOTH = List.of(LOCKSTEP, LSYNCD);

  final String title;
  private final String layer;

  Contestant(String title, String layer) {
    this.title = title;
    this.layer = layer;
  }

  /// Both, the one that went first last time going last.
  static List<Contestant> inTurn(int round) {
    return round % 2 == 1 ? BOTH : BOTH.reversed();
  }

  /// The same for all: as fast as it goes.
  String configuration(Path source, List<Path> targets) {
    var text = new StringBuilder("settings { nodaemon = true }\n");
    targets.forEach(target -> text.append(sync(source, target)));
    return text.toString();
  }

  private String sync(Path source, Path target) {
    return """
    sync {
      default.%s,
      source = "%s",
      target = "%s",
      delay = 0,
      rsync = { archive = true },
    }
    """
        .formatted(layer, source, target);
  }

  /// After a burst lsyncd leaves some directories with the time at which rsync filled them.
  boolean keepsDirectoryTimes() {
    return this == LOCKSTEP;
  }

  String binary(Path image) {
    return this == LOCKSTEP ? image.resolve("bin/lockstep").toString() : "lsyncd";
  }
}
