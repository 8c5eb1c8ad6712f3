package lockstep.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// `docs/configuration.md` names every key that there is, no other, and tells the truth of those of
/// the `rsync` table.
final class ConfigurationDocumentTest {
  private static final Path DOCUMENT = Path.of("docs", "configuration.md");

  @Test
  void namesEveryKey() throws Exception {
    assertEquals(KnownKeys.ofSettings(), keys("settings"));
    assertEquals(KnownKeys.ofSyncs(), keys("sync"));
    assertEquals(KnownKeys.ofRsync(), keys("rsync"));
  }

  @Test
  void tellsWhatBecomesOfRsyncKeys() throws Exception {
    var told = new ArrayList<String>();
    var found = new ArrayList<String>();
    for (var row : rows("rsync").entrySet()) {
      String[] cells = row.getValue();
      told.add(row.getKey() + ": " + cells[4].split("[:;]| for ", 2)[0].strip());
      found.add(row.getKey() + ": " + effect(row.getKey(), sample(cells[2].strip())));
    }
    assertEquals(String.join("\n", told), String.join("\n", found));
  }

  private static String sample(String type) {
    return switch (type.split("[ ,]", 2)[0]) {
      case "flag" -> "true";
      case "number" -> "5";
      case "list" -> "{ '--hard-links' }";
      default -> "'x'";
    };
  }

  private static String sampleOf(String key, String otherwise) {
    return switch (key) {
      case "bwlimit" -> "5";
      case "chmod" -> "'g+w'";
      case "usermap", "groupmap" -> "'*:0'";
      default -> otherwise;
    };
  }

  private static String effect(String key, String value) {
    String outcome =
        KnownKeys.outcome(
            "sync { source = '/src', target = '/trg', delete = true, rsync = { %s = %s } }"
                .formatted(key, sampleOf(key, value)));
    boolean silent =
        outcome.isEmpty() && key.equals("protect_args"); // is on in every configuration
    return silent || outcome.startsWith("warning: /etc/conf.lua:1: no effect")
        ? "no effect"
        : "works" + outcome;
  }

  private static Set<String> keys(String chapter) throws IOException {
    return new TreeSet<>(rows(chapter).keySet());
  }

  /// The rows of a chapter's tables that begin with a key, cut into cells.
  private static Map<String, String[]> rows(String chapter) throws IOException {
    var rows = new LinkedHashMap<String, String[]>();
    boolean inside = false;
    for (var line : Files.readAllLines(DOCUMENT)) {
      if (line.startsWith("## ")) {
        inside = line.equals("## " + chapter);
      } else if (inside && line.startsWith("| `")) {
        rows.put(line.substring(3, line.indexOf('`', 3)), line.split("\\|"));
      }
    }
    return rows;
  }
}
