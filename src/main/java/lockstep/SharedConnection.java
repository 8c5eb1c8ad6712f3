package lockstep;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The place where ssh leaves a connection open for a while, so that the next command needs no
/// login of its own.
final class SharedConnection {
  /// rsync takes its `--rsh` apart at blanks, and ssh's own signs begin with a percent sign.
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/._-]{1,60}");

  private SharedConnection() {}

  /// Options of ssh, as `-o` takes them; none if there is no place that only we may use.
  ///
  /// A connection is kept for a minute. One that is cut without a word is noticed, instead of all
  /// that comes later waiting in it.
  ///
  /// @param directories see [ControlPlace]
  static Map<String, String> options(List<Path> directories) {
    for (Path directory : directories) {
      Path own = directory.resolve("ssh");
      if (PLAIN.matcher(own.toString()).matches()
          && ControlDirectory.prepare(directory)
          && ControlDirectory.prepare(own)) {
        return new TreeMap<>(
            Map.of(
                "ControlMaster",
                "auto",
                "ControlPath",
                own + "/%C",
                "ControlPersist",
                "60",
                "ServerAliveCountMax",
                "3",
                "ServerAliveInterval",
                "15"));
      }
    }
    return Map.of();
  }
}
