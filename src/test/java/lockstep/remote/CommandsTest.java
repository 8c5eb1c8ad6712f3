package lockstep.remote;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import lockstep.config.ConfigurationException;
import lockstep.config.Overrides;
import lockstep.config.SyncDefinition;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import lockstep.lua.LuaConfig;
import lockstep.spawn.Command;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The configurations of `commands.txt`.
final class CommandsTest {
  private static final Map<String, String> SHARED =
      new TreeMap<>(Map.of("ControlMaster", "auto", "ControlPath", "/c/%C"));

  @TestFactory
  List<DynamicTest> commands() throws Exception {
    var tests = new ArrayList<DynamicTest>();
    SyncDefinition sync = null;
    for (String line : IncludeListTest.lines("commands.txt")) {
      if (line.startsWith("== ")) {
        sync = sync(line.substring(3));
        continue;
      }
      SyncDefinition of = Objects.requireNonNull(sync);
      int arrow = line.lastIndexOf(" -> [");
      String asked = line.substring(0, arrow);
      tests.add(
          DynamicTest.dynamicTest(
              of.target() + ": " + asked,
              () -> assertEquals(line.substring(arrow + 4), shown(command(of, asked)))));
    }
    return tests;
  }

  private static SyncDefinition sync(String keys) throws ConfigurationException {
    byte[] script =
        ("sync { source = \"/src\", " + keys + " }").getBytes(StandardCharsets.ISO_8859_1);
    return LuaConfig.load(AbsolutePath.of("/etc/conf.lua"), script, Overrides.NONE)
        .syncs()
        .getFirst();
  }

  private static Command command(SyncDefinition sync, String asked) {
    var words = new ArrayList<>(Arrays.asList(asked.split(" ", -1)));
    Map<String, String> shared = words.remove("shared") ? SHARED : Map.of();
    boolean deletes = !words.remove("keeping");
    var commands = new RsyncCommands(sync, List.of(), shared);
    return switch (words.getFirst()) {
      case "full" -> commands.full(deletes, words.size() > 2 ? Long.parseLong(words.get(2)) : -1);
      case "list" -> commands.list(IncludeListTest.list(words.get(1)), deletes);
      case "filtered" -> commands.filtered(IncludeListTest.list(words.get(1) + "***"), deletes, -1);
      case "move" ->
          new SshCommands("test", Objects.requireNonNull(sync.run().ssh()), shared)
              .move(path(words.get(1)), path(words.get(3)), words.get(1).endsWith("/"));
      default -> throw new IllegalArgumentException(asked);
    };
  }

  private static RelativePath path(String word) {
    return IncludeListTest.path(word.replaceFirst("/$", ""));
  }

  private static String shown(Command command) {
    String words =
        command.arguments().stream().map(word -> "[" + shown(word) + "]").collect(joining(" "));
    return command.input().length == 0 ? words : words + " < " + shown(command.input());
  }

  private static String shown(byte[] bytes) {
    return Shown.of(bytes).replace("\u00ff", "\\xff");
  }
}
