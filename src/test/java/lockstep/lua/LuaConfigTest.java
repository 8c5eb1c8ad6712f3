package lockstep.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import lockstep.config.CheckReport;
import lockstep.config.ConfigurationException;
import lockstep.config.Overrides;
import lockstep.event.AbsolutePath;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Reads every `cases/NAME.lua` as `/etc/conf.lua` and compares what comes of it, the check report
/// or an error, with `NAME.txt` beside it.
final class LuaConfigTest {
  private static final AbsolutePath FILE = AbsolutePath.of("/etc/conf.lua");

  @TestFactory
  List<DynamicTest> cases() throws Exception {
    var folder = Path.of(Objects.requireNonNull(LuaConfigTest.class.getResource("cases")).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      var tests =
          files
              .filter(file -> file.toString().endsWith(".lua"))
              .sorted()
              .map(
                  file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)))
              .toList();
      assertFalse(tests.isEmpty());
      return tests;
    }
  }

  private static void check(Path file) throws IOException {
    var expected = Path.of(file.toString().replaceFirst("lua$", "txt"));
    String outcome = outcome(Files.readAllBytes(file));
    assertEquals(
        Files.exists(expected)
            ? Files.readString(expected)
            : "(there is no " + expected.getFileName() + ")",
        outcome);
  }

  private static String outcome(byte[] content) {
    try {
      return CheckReport.of(LuaConfig.load(FILE, content, Overrides.NONE));
    } catch (ConfigurationException e) {
      return "error: " + e.getMessage() + "\n";
    }
  }

  /// Writes the outcome of every case that has none yet: `main FOLDER`. To be read before it is
  /// kept.
  static void main(String[] arguments) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
      for (var file : files.filter(each -> each.toString().endsWith(".lua")).sorted().toList()) {
        var expected = Path.of(file.toString().replaceFirst("lua$", "txt"));
        if (!Files.exists(expected)) {
          Files.writeString(expected, outcome(Files.readAllBytes(file)));
        }
      }
    }
  }
}
