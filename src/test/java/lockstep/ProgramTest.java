package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import lockstep.config.CommandLineSync;
import lockstep.config.Configuration;
import lockstep.config.ConfigurationException;
import lockstep.config.Overrides;
import lockstep.event.AbsolutePath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program without Lua and without a loop: what it does with what they say. The configurations
/// of these tests stay in the foreground.
class ProgramTest {
  @TempDir Path directory;
  private final FakeLoop loop = new FakeLoop();
  private final AtomicReference<Host> host = new AtomicReference<>();
  private final List<String> read = new ArrayList<>();

  @BeforeEach
  void files() throws Exception {
    Files.createDirectory(directory.resolve("src"));
    Files.createDirectory(directory.resolve("run"));
    Files.writeString(directory.resolve("conf.lua"), "good");
  }

  @Test
  void theExitStatusIsTheLoops() {
    assertEquals(7, run("conf.lua"));
    assertEquals(List.of("good"), read);
    assertEquals("run", loop.heard.peek());
  }

  @Test
  void everyErrorIs255() throws Exception {
    Files.writeString(directory.resolve("bad.lua"), "bad");
    assertEquals(255, run("bad.lua"));
    assertEquals(255, run("none.lua"));
    assertEquals(255, run("-foo"));
    assertEquals(255, run());
    Files.delete(directory.resolve("src"));
    assertEquals(255, run("conf.lua"));
    assertTrue(loop.heard.isEmpty());
  }

  @Test
  void ourOwnMistakesAre255Too() throws Exception {
    Files.writeString(directory.resolve("crash.lua"), "crash");
    assertEquals(255, run("crash.lua"));
  }

  @Test
  void checkRunsNothing() throws Exception {
    assertEquals(0, run("check", "conf.lua"));
    Files.writeString(directory.resolve("bad.lua"), "bad");
    assertEquals(255, run("check", "bad.lua"));
    assertTrue(loop.heard.isEmpty());
  }

  @Test
  void textsAre0() {
    assertEquals(0, run("-version"));
    assertEquals(0, run("-help"));
  }

  @Test
  void aReloadReadsTheFileAgain() throws Exception {
    run("conf.lua");
    Files.writeString(directory.resolve("conf.lua"), "better");
    Configuration again = host.get().reload(() -> true);
    assertEquals(List.of("good", "better"), read);
    assertEquals(1, again.syncs().size());
  }

  @Test
  void statusOfADaemonThatDoesNotRun() {
    assertEquals(3, run("status", "conf.lua"));
    assertEquals(255, run("wait", "conf.lua"));
    assertEquals(List.of(), read);
  }

  private int run(String... words) {
    var program =
        new Program(
            Map.of("XDG_RUNTIME_DIR", directory.resolve("run").toString()),
            new Reader(),
            (_, process) -> {
              host.set(process);
              return loop;
            });
    var bytes = Arrays.stream(words).map(word -> word.getBytes(StandardCharsets.UTF_8)).toList();
    return program.run(new Arguments(List.of(), bytes), AbsolutePath.of(directory.toString()));
  }

  /// Reads a word instead of a program.
  private final class Reader implements ConfigReader {
    @Override
    public Configuration file(AbsolutePath path, byte[] content, Overrides overrides)
        throws ConfigurationException {
      String word = new String(content, StandardCharsets.UTF_8);
      read.add(word);
      return switch (word) {
        case "bad" -> throw new ConfigurationException(path + ":1: bad");
        case "crash" -> throw new IllegalStateException("crash");
        default ->
            Definitions.configuration(
                Definitions.sync(
                    "Sync1",
                    AbsolutePath.of(directory + "/src"),
                    AbsolutePath.of(directory + "/trg")));
      };
    }

    @Override
    public Configuration commandLine(List<CommandLineSync> syncs, Overrides overrides) {
      throw new IllegalStateException("not in these tests");
    }
  }
}
