package lockstep.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Gives keys the values of `values.txt`, and compares what comes of each.
final class ValuesTest {
  private static final String ARROW = " => ";

  /// @param section which table the key stands in
  /// @param outcome the error or the warnings, without the place; nothing if there are none
  private record Row(String section, String key, String value, String outcome) {
    String script() {
      String pair = key + " = " + value;
      return switch (section) {
        case "settings" -> "settings { " + pair + " } sync { source = '/src', target = '/trg' }";
        case "rsync" -> sync("default.rsync", "rsync = { " + pair + " }");
        case "sync" -> sync("default.rsync", pair);
        case "plain" -> sync("{}", pair);
        case "rsyncssh" ->
            "sync { default.rsyncssh, source = '/src', "
                + (key.equals("host") ? "" : "host = 'h', ")
                + (key.equals("targetdir") ? "" : "targetdir = 'd', ")
                + pair
                + " }";
        default -> sync("default." + section, pair);
      };
    }

    private static String sync(String layer, String pair) {
      return "sync { " + layer + ", source = '/src', target = '/trg', " + pair + " }";
    }

    String found() {
      return KnownKeys.outcome(script()).replace("/etc/conf.lua:1: ", "");
    }

    String text(String with) {
      return key + " = " + value + (with.isEmpty() ? "" : ARROW + with);
    }
  }

  @TestFactory
  List<DynamicTest> rows() throws Exception {
    return table().stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    "[" + row.section + "] " + row.key + " = " + row.value,
                    () -> assertEquals(row.text(row.outcome), row.text(row.found()))))
        .toList();
  }

  @Test
  void everyKeyRefusesSomething() throws Exception {
    var refusing = new TreeSet<String>();
    for (var row : table()) {
      boolean refused = !row.outcome.isEmpty() && !row.outcome.startsWith("warning: ");
      if (refused && row.outcome.contains(row.key)) {
        refusing.add((row.section.equals("rsync") ? "rsync." : "") + row.key);
      }
    }
    assertEquals(Set.of(), without(KnownKeys.ofSettings(), "", refusing));
    assertEquals(Set.of(), without(KnownKeys.ofRsync(), "rsync.", refusing));
    var syncs = KnownKeys.ofSyncs();
    assertEquals(Set.of(), without(syncs, "", refusing));
  }

  private static Set<String> without(Set<String> keys, String prefix, Set<String> refusing) {
    var left = new TreeSet<String>();
    keys.stream().filter(key -> !refusing.contains(prefix + key)).forEach(left::add);
    return left;
  }

  private static List<Row> table() throws Exception {
    var file = Path.of(Objects.requireNonNull(ValuesTest.class.getResource("values.txt")).toURI());
    var rows = rows(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
    assertFalse(rows.isEmpty());
    return rows;
  }

  private static List<Row> rows(List<String> lines) {
    var rows = new ArrayList<Row>();
    String section = "";
    for (var line : lines) {
      if (line.startsWith("[")) {
        section = line.substring(1, line.indexOf(']'));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        int arrow = line.indexOf(ARROW);
        int equals = line.indexOf(" = ");
        String value = line.substring(equals + 3, arrow < 0 ? line.length() : arrow);
        String outcome = arrow < 0 ? "" : line.substring(arrow + ARROW.length());
        rows.add(new Row(section, line.substring(0, equals), value, outcome));
      }
    }
    return rows;
  }

  /// Writes the table anew with what comes of it now: `main FILE`. To be read before it is kept.
  static void main(String[] arguments) throws IOException {
    var file = Path.of(arguments[0]);
    var lines = new ArrayList<String>();
    String section = "";
    for (var line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
      section = line.startsWith("[") ? line : section;
      var rows = rows(List.of(section, line));
      lines.add(rows.isEmpty() ? line : rows.getFirst().text(rows.getFirst().found()));
    }
    Files.write(file, lines, StandardCharsets.ISO_8859_1);
  }
}
