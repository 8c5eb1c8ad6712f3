package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lockstep.Invocation.Ask;
import lockstep.Invocation.Check;
import lockstep.Invocation.RunFile;
import lockstep.Invocation.RunSyncs;
import lockstep.Invocation.Say;
import lockstep.Invocation.Survey;
import lockstep.config.ConfigurationException;
import lockstep.config.Overrides;
import lockstep.event.AbsolutePath;
import lockstep.event.Printable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class CommandLineTest {
  private static final AbsolutePath HOME = AbsolutePath.of("/home/u");

  @TestFactory
  Stream<DynamicTest> commandLines() throws IOException {
    return cases().stream()
        .map(
            lines ->
                DynamicTest.dynamicTest(
                    lines.getFirst(),
                    () -> assertEquals(String.join("\n", lines), outcome(lines.getFirst()))));
  }

  /// The command line again, and what becomes of it, as the table has it.
  private static String outcome(String commandLine) {
    var lines = new ArrayList<>(List.of(commandLine));
    try {
      lines.addAll(describe(CommandLine.parse(words(commandLine.substring(1)), HOME)));
    } catch (ConfigurationException e) {
      lines.add("error " + e.getMessage());
    }
    return String.join("\n", lines);
  }

  private static String describe(Survey survey) {
    return "survey "
        + (survey.plan() ? "plan " : "")
        + (survey.checksum() ? "checksum " : "")
        + (survey.json() ? "json " : "")
        + survey.config().path()
        + (survey.path() == null ? "" : " at " + survey.path())
        + (survey.otherwise() == null ? "" : " or it is the path");
  }

  private static List<String> describe(Invocation invocation) {
    return switch (invocation) {
      case Say(String text, int exitStatus) -> {
        String first = text.lines().findFirst().orElse("");
        yield List.of(first.isEmpty() ? "usage " + exitStatus : "say " + exitStatus + " " + first);
      }
      case RunFile(var config, var overrides, var log) ->
          describe("file " + config.path() + " (" + config.typed() + ")", overrides, log);
      case RunSyncs(var syncs, var overrides, var log) ->
          describe(
              syncs.stream()
                  .map(sync -> sync.layer() + " " + text(sync.words()))
                  .collect(Collectors.joining("\n")),
              overrides,
              log);
      case Survey survey -> List.of(describe(survey));
      case Check(var config) -> List.of("check " + config.path());
      case Ask(var request, var config, var socket) ->
          List.of(
              "ask "
                  + request
                  + (config == null ? "" : " " + config.path())
                  + (socket == null ? "" : " at " + socket));
    };
  }

  private static List<String> describe(String what, Overrides overrides, List<String> log) {
    var lines = new ArrayList<>(List.of(what));
    add(lines, "delay", overrides.delay());
    add(lines, "insist", overrides.insist() ? "" : null);
    add(lines, "onepass", overrides.onePass() ? "" : null);
    add(lines, "nodaemon", overrides.noDaemon() ? "" : null);
    add(lines, "logfile", overrides.logFile());
    add(lines, "pidfile", overrides.pidFile());
    add(lines, "monitor", overrides.monitor());
    add(lines, "log", log.isEmpty() ? null : String.join(" ", log));
    return lines;
  }

  private static void add(List<String> lines, String name, @Nullable Object value) {
    if (value != null) {
      lines.add((name + " " + value).strip());
    }
  }

  private static String text(List<byte[]> words) {
    return words.stream().map(Printable::of).collect(Collectors.joining(" "));
  }

  private static List<byte[]> words(String line) {
    return Arrays.stream(line.strip().split(" +"))
        .filter(word -> !word.isEmpty())
        .map(word -> word.equals("''") ? new byte[0] : bytes(word))
        .toList();
  }

  private static byte[] bytes(String word) {
    var out = new ByteArrayOutputStream();
    for (int i = 0; i < word.length(); i++) {
      if (word.startsWith("\\x", i)) {
        out.write(Integer.parseInt(word, i + 2, i + 4, 16));
        i += 3;
      } else {
        out.write(word.charAt(i));
      }
    }
    return out.toByteArray();
  }

  private static List<List<String>> cases() throws IOException {
    try (var in = CommandLineTest.class.getResourceAsStream("commandline.txt")) {
      if (in == null) {
        throw new IOException("no such resource");
      }
      var cases = new ArrayList<List<String>>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (line.startsWith("$")) {
          cases.add(new ArrayList<>());
        }
        if (!line.isEmpty() && !line.startsWith("#")) {
          cases.getLast().add(line);
        }
      }
      return cases;
    }
  }
}
