package lockstep.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HandlerTextTest {
  @Test
  void handlers() throws IOException {
    var lines = new ArrayList<String>();
    try (var in = getClass().getResourceAsStream("handlers.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (!line.isEmpty() && !(line.startsWith("#") && !line.contains("~"))) {
          lines.add(line);
        }
      }
    }
    var told = new ArrayList<String>();
    for (int i = 0; i < lines.size(); i += 2) {
      told.add(lines.get(i));
      told.add("  " + words(lines.get(i).replace('~', '\n')).replace('\n', '~'));
    }
    assertEquals(String.join("\n", lines), String.join("\n", told));
  }

  private static String words(String text) {
    List<byte[]> words =
        HandlerText.of(Chunks.string(text)).words(name -> Chunks.string("<" + name + ">"));
    return words.stream()
        .map(word -> "[" + new String(word, StandardCharsets.UTF_8) + "]")
        .collect(Collectors.joining(" "));
  }
}
