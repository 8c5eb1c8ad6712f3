package lockstep.remote;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Bytes as the tables of these tests write them.
final class Shown {
  private static final Pattern HEX = Pattern.compile("\\\\x([0-9a-f]{2})");

  private Shown() {}

  static String of(byte[] bytes) {
    var text = new StringBuilder();
    for (byte b : bytes) {
      switch (b) {
        case 0 -> text.append("\\0");
        case '\n' -> text.append("\\n");
        default -> {
          if (b < ' ') {
            text.append("\\x%02x".formatted(b));
          } else {
            text.append((char) b);
          }
        }
      }
    }
    return text.toString();
  }

  static byte[] bytes(String shown) {
    String text =
        HEX.matcher(shown)
            .replaceAll(
                hex ->
                    Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(hex.group(1), 16))));
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
