package lockstep.config;

import java.nio.charset.StandardCharsets;
import lockstep.event.AbsolutePath;
import lockstep.event.Printable;

/// Where a sync's copies go.
public sealed interface Target {
  /// As lsyncd writes it in its log and hands it to rsync: with a slash at the end, unless there is
  /// one, or a colon.
  default String directory() {
    String text = toString();
    return text.endsWith("/") || text.endsWith(":") ? text : text + "/";
  }

  /// A directory mounted here, for the built-in copier.
  record LocalDirectory(AbsolutePath path) implements Target {
    @Override
    public String toString() {
      return path.toString();
    }
  }

  /// A place that rsync and ssh reach, such as `host:dir` or `host::module`; its spelling is
  /// theirs.
  ///
  /// @param spelling a character for each byte (ISO 8859-1)
  record Remote(String spelling) implements Target {
    public Remote(byte[] spelling) {
      this(new String(spelling, StandardCharsets.ISO_8859_1));
    }

    @Override
    public String toString() {
      return Printable.of(spelling.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  /// Whatever a user's script makes of it.
  record Opaque(String spelling) implements Target {
    @Override
    public String toString() {
      return spelling;
    }
  }
}
