package lockstep.lua;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import lockstep.config.CheckReport;
import lockstep.config.ConfigurationException;
import lockstep.config.Overrides;
import lockstep.event.AbsolutePath;
import org.junit.jupiter.api.Test;

/// Files with random damage give a configuration or a message with the place, never anything else.
/// `-Dlockstep.mutations=100000` and `-Dlockstep.mutationSeed=1` for more.
final class MutationTest {
  private static final AbsolutePath FILE = AbsolutePath.of("/etc/conf.lua");
  private static final long SEED = Long.getLong("lockstep.mutationSeed", 20261124);
  private static final int ROUNDS = Integer.getInteger("lockstep.mutations", 3000);

  /// Where a message must say that it belongs: the file, and the line unless the file holds no
  /// configuration at all. Further lines belong to the first, or begin likewise.
  private static final Pattern PLACED =
      Pattern.compile(
          "/etc/conf\\.lua(:[0-9]+: |: Nothing to watch! |: Do not use settings = |: malformed"
              + " number)[^\n"
              + "]+(\n"
              + "(  |/etc/conf\\.lua:)[^\n"
              + "]*)*");

  private static final String[] SCRAPS = {
    "nil",
    "{}",
    "-1",
    "0/0",
    "\"\"",
    "true",
    "function() end",
    "=",
    ",",
    "}",
    "{",
    "(",
    "\\",
    "\0",
    "\"",
    "[[",
    "--",
    "\n",
    "default",
    "sync",
    "settings",
    "1e400",
    "#",
    "..",
    "%",
    "\u00ff",
    "math.huge",
    "source",
    "target",
    "'/'"
  };

  private static final String[] LAYERS = {
    "default.rsync", "default.direct", "default.rsyncssh", "default", "{}"
  };
  private static final String[] VALUES = {
    "nil",
    "true",
    "false",
    "0",
    "-1",
    "1",
    "2.5",
    "1e300",
    "-1e300",
    "0/0",
    "1/0",
    "-1/0",
    "1e-300",
    "2^53",
    "''",
    "' '",
    "'/'",
    "'/x'",
    "'x'",
    "'\\0'",
    "'\\n'",
    "'\\255'",
    "('x'):rep(5000)",
    "('/x'):rep(5000)",
    "{}",
    "{ {} }",
    "{ 'x' }",
    "{ '' }",
    "{ 1 }",
    "{ x = 1 }",
    "{ [1.5] = true }",
    "{ [-1] = '' }",
    "{ nil, 'x' }",
    "{ 0/0 }",
    "setmetatable({}, { __index = error })",
    "print",
    "error",
    "function(...) return ... end",
    "default",
    "default.rsync",
    "default.rsync.init",
    "settings",
    "sync",
    "string",
    "undefined",
    "_G"
  };

  @Test
  void damagedFiles() throws Exception {
    var files = files();
    var random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] content = files.get(random.nextInt(files.size())).clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        content = damage(content, random);
      }
      check(content, round);
    }
  }

  /// Every key with every kind of value, in places where it belongs and where not.
  @Test
  void anyValueOfAnyKey() throws Exception {
    var random = new Random(SEED);
    var keys = new ArrayList<String>();
    keys.addAll(KnownKeys.ofSettings());
    keys.addAll(KnownKeys.ofSyncs());
    keys.addAll(KnownKeys.ofRsync());
    for (int round = 0; round < ROUNDS / 3; round++) {
      String pairs = pair(keys, random) + ", " + pair(keys, random);
      String layer = LAYERS[random.nextInt(LAYERS.length)];
      String script =
          switch (random.nextInt(4)) {
            case 0 -> "settings { %s } sync { source = '/src', target = '/trg' }";
            case 1 -> "sync { " + layer + ", source = '/src', target = '/trg', %s }";
            case 2 -> "sync { " + layer + ", source = '/src', target = '/trg', rsync = { %s } }";
            default ->
                "for k, v in pairs { %s } do " + layer + "[k] = v end sync { " + layer + " }";
          };
      check(script.formatted(pairs).getBytes(StandardCharsets.ISO_8859_1), round);
    }
  }

  private static String pair(List<String> keys, Random random) {
    String value = VALUES[random.nextInt(VALUES.length)];
    return random.nextInt(20) == 0 ? value : keys.get(random.nextInt(keys.size())) + " = " + value;
  }

  /// The scripts of the other tests, without those that run commands, open files or go on for long.
  private static List<byte[]> files() throws Exception {
    var folder = Path.of(Objects.requireNonNull(MutationTest.class.getResource("cases")).toURI());
    var files = new ArrayList<byte[]>();
    try (var paths = Files.list(folder)) {
      for (var path : paths.filter(each -> each.toString().endsWith(".lua")).sorted().toList()) {
        byte[] content = Files.readAllBytes(path);
        String text = new String(content, StandardCharsets.ISO_8859_1);
        if (!text.contains("io.")
            && !text.contains("os.")
            && !text.contains("require")
            && !text.contains("load(") // under any name
            && !text.contains("while")) {
          files.add(content);
        }
      }
    }
    return files;
  }

  private static byte[] damage(byte[] content, Random random) {
    int at = random.nextInt(content.length + 1);
    int end = Math.min(content.length, at + random.nextInt(12));
    return switch (random.nextInt(4)) {
      case 0 -> join(Arrays.copyOf(content, at), Arrays.copyOfRange(content, end, content.length));
      case 1 -> Arrays.copyOf(content, at);
      case 2 ->
          join(
              Arrays.copyOf(content, at),
              SCRAPS[random.nextInt(SCRAPS.length)].getBytes(StandardCharsets.ISO_8859_1),
              Arrays.copyOfRange(content, end, content.length));
      default -> {
        byte[] changed = content.clone();
        if (at < content.length) {
          changed[at] = (byte) random.nextInt(256);
        }
        yield changed;
      }
    };
  }

  private static byte[] join(byte[]... parts) {
    var text = new StringBuilder();
    for (byte[] part : parts) {
      text.append(new String(part, StandardCharsets.ISO_8859_1));
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void check(byte[] content, int round) {
    String script = new String(content, StandardCharsets.ISO_8859_1);
    try {
      CheckReport.of(LuaConfig.load(FILE, content, Overrides.NONE, Duration.ofSeconds(10)));
    } catch (ConfigurationException e) {
      String message = String.valueOf(e.getMessage());
      boolean good =
          message.lines().count() <= 9
              && PLACED.matcher(message).matches()
              && !message.contains("Exception")
              && !message.contains("interpreter failed")
              && !message.contains("org.luaj");
      assertTrue(good, () -> "round " + round + ": " + message + "\nof\n" + script);
    } catch (RuntimeException | Error e) {
      fail("round " + round + " of\n" + script, e);
    }
  }
}
