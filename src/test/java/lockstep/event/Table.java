package lockstep.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// The rows of a text table: cells between bars; lines that begin with `#` and blank ones are for
/// the reader.
final class Table {
  private Table() {}

  static List<List<String>> rows(String file) throws IOException {
    try (InputStream in = Objects.requireNonNull(Table.class.getResourceAsStream(file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(line -> Arrays.asList(line.split("\\|", -1)))
          .toList();
    }
  }

  /// The bytes of a text in which `\xHH` stands for a byte.
  static byte[] bytes(String text) {
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("\\x", i)) {
        bytes.write(Integer.parseInt(text, i + 2, i + 4, 16));
        i += 3;
      } else {
        bytes.writeBytes(text.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }
}
