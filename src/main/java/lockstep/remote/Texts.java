package lockstep.remote;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// Bytes as text with a character for each (ISO 8859-1), and back.
final class Texts {
  private Texts() {}

  static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  static List<byte[]> bytes(List<String> texts) {
    var all = new ArrayList<byte[]>(texts.size());
    texts.forEach(text -> all.add(bytes(text)));
    return all;
  }

  static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  /// The lines with `separator` between them, and none after the last: what lsyncd feeds to rsync.
  static byte[] joined(List<byte[]> lines, char separator) {
    var all = new ByteArrayOutputStream();
    for (int i = 0; i < lines.size(); i++) {
      if (i > 0) {
        all.write(separator);
      }
      all.writeBytes(lines.get(i));
    }
    return all.toByteArray();
  }
}
