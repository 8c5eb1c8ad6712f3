package lockstep.status;

import java.time.Duration;

/// Numbers as people read them.
public final class Amount {
  private Amount() {}

  /// One noun, counted: `1 path`, `2 paths`.
  public static String of(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /// A duration by its coarsest unit, rounded down: `45 s`, `3 min`, `7 h`, `12 d`.
  public static String of(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 120 * 60) {
      return seconds / 60 + " min";
    }
    return seconds < 48 * 3600 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
  }

  /// Bytes by powers of 1024: `512 B`, `3.4 MiB`.
  public static String ofBytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    int power = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
    long tenths = Math.multiplyHigh(bytes, 10L << 64 - 10 * power);
    return tenths / 10 + "." + tenths % 10 + " " + "KMGTPE".charAt(power - 1) + "iB";
  }
}
