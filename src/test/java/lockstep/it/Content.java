package lockstep.it;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/// What test files hold: anything, or a text whose first line is a checksum of the rest, so that a
/// mixture of two of them is recognised.
final class Content {
  private static final int HEAD = "crc=00000000\n".length();

  private Content() {}

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] random(RandomGenerator random, int size) {
    var content = new byte[size];
    random.nextBytes(content);
    return content;
  }

  /// @param size at least that of the first line
  static byte[] checked(RandomGenerator random, int size) {
    byte[] content = random(random, size);
    byte[] head = head(content);
    System.arraycopy(head, 0, content, 0, HEAD);
    return content;
  }

  /// Whether this is the whole of what [#checked] made.
  static boolean isWhole(byte[] content) {
    return content.length >= HEAD && Arrays.equals(content, 0, HEAD, head(content), 0, HEAD);
  }

  private static byte[] head(byte[] content) {
    var crc = new CRC32();
    crc.update(content, HEAD, content.length - HEAD);
    return text("crc=%08x\n".formatted(crc.getValue()));
  }
}
