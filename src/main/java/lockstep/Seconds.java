package lockstep;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// Seconds as Lua would read them from a string: `5`, `2.5`, `0x10`, `1e2`.
final class Seconds {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
  private static final Pattern HEXADECIMAL =
      Pattern.compile("[+-]?0[xX]([0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)([pP][+-]?[0-9]+)?");

  /// More is taken as this, which nobody lives to see: Java's durations are finite.
  private static final double MOST = 4e9;

  private Seconds() {}

  /// The duration; empty for what is no number, or a negative one.
  static Optional<Duration> parse(String text) {
    String number = text.strip();
    double seconds;
    if (DECIMAL.matcher(number).matches()) {
      seconds = Double.parseDouble(number);
    } else if (HEXADECIMAL.matcher(number).matches()) {
      boolean hasExponent = number.indexOf('p') >= 0 || number.indexOf('P') >= 0;
      seconds = Double.parseDouble(hasExponent ? number : number + "p0");
    } else {
      return Optional.empty();
    }
    return seconds < 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(Math.round(Math.min(seconds, MOST) * 1e9)));
  }
}
