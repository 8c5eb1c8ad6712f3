package lockstep.filter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// One case of a text table: a title, and lines of a word and its text.
record FilterCase(String title, List<Line> lines) {
  record Line(String word, String text) {}

  static List<FilterCase> read(String table) throws IOException {
    String content;
    try (InputStream in = Objects.requireNonNull(FilterCase.class.getResourceAsStream(table))) {
      content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    var cases = new ArrayList<FilterCase>();
    for (String line : content.lines().toList()) {
      if (line.startsWith("== ")) {
        cases.add(new FilterCase(line.substring(3), new ArrayList<>()));
      } else if (!line.isEmpty() && !cases.isEmpty()) {
        String[] parts = line.split(" +", 2);
        cases.getLast().lines().add(new Line(parts[0], parts.length == 2 ? parts[1] : ""));
      }
    }
    return cases;
  }

  List<String> texts(String word) {
    return lines.stream().filter(line -> line.word().equals(word)).map(Line::text).toList();
  }

  List<byte[]> bytes(String word) {
    return texts(word).stream().map(FilterCase::bytesOf).toList();
  }

  /// The blank-separated paths of all lines with this word.
  List<String> paths(String word) {
    return texts(word).stream().flatMap(text -> List.of(text.split(" +")).stream()).toList();
  }

  /// The bytes of a text in which `\xHH` stands for a byte.
  static byte[] bytesOf(String text) {
    var bytes = new ByteArrayOutputStream();
    int i = 0;
    while (i < text.length()) {
      if (text.startsWith("\\x", i)) {
        bytes.write(Integer.parseInt(text.substring(i + 2, i + 4), 16));
        i += 4;
      } else {
        bytes.writeBytes(text.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
        i++;
      }
    }
    return bytes.toByteArray();
  }
}
