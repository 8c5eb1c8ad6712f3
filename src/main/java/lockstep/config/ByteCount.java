package lockstep.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number of bytes as rsync's options spell it: `1.5m` (units of 1024), `1.5mb` (units of 1000),
/// `2g-1`; the manual explains it at `--max-size`.
public final class ByteCount {
  private static final Pattern SYNTAX =
      Pattern.compile("(\\d+|\\d*\\.\\d+|\\d+\\.)([bkmgtp]?)(b|ib)?([+-]1)?");

  private static final Map<String, Integer> POWERS =
      Map.of("b", 0, "k", 1, "m", 2, "g", 3, "t", 4, "p", 5);

  private ByteCount() {}

  /// The number of bytes.
  ///
  /// @param unit what a number without a letter counts: `b` or `k`
  /// @throws IllegalArgumentException for any other text, and for what is beyond a `long`
  public static long parse(String text, char unit) {
    Matcher parts = SYNTAX.matcher(text.toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      throw new IllegalArgumentException("not a size: " + text);
    }
    var letter = parts.group(2).isEmpty() ? String.valueOf(unit) : parts.group(2);
    boolean thousand = "b".equals(parts.group(3));
    var size = BigDecimal.valueOf(thousand ? 1000 : 1024).pow(POWERS.getOrDefault(letter, 0));
    try {
      var bytes = new BigDecimal(parts.group(1)).multiply(size).setScale(0, RoundingMode.DOWN);
      long step = parts.group(4) == null ? 0 : Long.parseLong(parts.group(4));
      return Math.addExact(bytes.longValueExact(), step);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("too large a size: " + text, e);
    }
  }
}
