package lockstep.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import lockstep.event.RelativePath;
import lockstep.filter.Filters;
import org.junit.jupiter.api.Test;

/// That backups are safe from deletion, whatever they are called.
final class OptionRulesTest {
  private static Filters rules(RsyncValue key, String value) {
    var options =
        new RsyncOptions(
            false,
            Map.of(RsyncFlag.BACKUP, true),
            Map.of(key, value.getBytes(StandardCharsets.UTF_8)),
            List.of(),
            null);
    return OptionRules.of(options, Filters.NONE);
  }

  private static boolean isProtected(Filters filters, String path) {
    return filters.isProtected(RelativePath.of(path), false);
  }

  @Test
  void aSuffixIsNoPattern() {
    for (String suffix : List.of("~", "[old]", ".*", "?", "\\*", "\\x")) {
      Filters filters = rules(RsyncValue.SUFFIX, suffix);
      assertTrue(isProtected(filters, "d/file" + suffix), suffix);
      assertFalse(isProtected(filters, "d/fileold"), suffix);
      assertFalse(isProtected(filters, "d/file.x"), suffix);
    }
  }

  @Test
  void aDirectoryIsNoPattern() {
    for (String directory : List.of("kept", "kept[1]", "a\\b", "a\\b*", "?")) {
      Filters filters = rules(RsyncValue.BACKUP_DIR, directory);
      assertTrue(isProtected(filters, directory), directory);
      assertFalse(isProtected(filters, "d/" + directory), directory);
      assertFalse(isProtected(filters, "kept1"), directory);
      assertFalse(isProtected(filters, "x"), directory);
    }
  }
}
