package lockstep.remote;

import java.util.List;
import java.util.stream.Collectors;
import lockstep.event.Printable;

/// Lines for the log.
final class Told {
  /// lsyncd logs them all; a log is not the place for more.
  private static final int MOST = 1_000;

  private Told() {}

  static String lines(List<byte[]> lines) {
    String text = lines.stream().limit(MOST).map(Printable::of).collect(Collectors.joining("\n"));
    return lines.size() <= MOST ? text : text + "\n(and " + (lines.size() - MOST) + " more)";
  }
}
