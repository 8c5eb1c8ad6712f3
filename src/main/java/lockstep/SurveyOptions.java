package lockstep;

import java.util.ArrayList;
import java.util.List;
import lockstep.CommandLine.Words;
import lockstep.config.ConfigurationException;
import lockstep.event.AbsolutePath;
import lockstep.event.Printable;
import org.jspecify.annotations.Nullable;

/// Reads what follows `verify` and `plan`.
final class SurveyOptions {
  /// Where the unit has it.
  private static final AbsolutePath DEFAULT = AbsolutePath.of("/etc/lsyncd/lsyncd.conf.lua");

  private final String command;
  private final Words words;
  private final List<byte[]> operands = new ArrayList<>();
  private Invocation.@Nullable ConfigPath config;
  private boolean checksum;
  private boolean json;

  private SurveyOptions(String command, Words words) {
    this.command = command;
    this.words = words;
  }

  static Invocation parse(String command, Words words) throws ConfigurationException {
    var options = new SurveyOptions(command, words);
    while (!words.isEmpty()) {
      byte[] word = words.take();
      if (word.length > 0 && word[0] == '-') {
        options.option(Printable.of(word));
      } else {
        options.operands.add(word);
      }
    }
    return options.invocation();
  }

  private void option(String typed) throws ConfigurationException {
    switch (typed.startsWith("--") ? typed.substring(2) : typed.substring(1)) {
      case "json" -> json = true;
      case "config" -> config = words.config(words.take("config", 1).getFirst());
      case "checksum" -> {
        if (!command.equals("verify")) {
          throw new ConfigurationException(
              "unknown option of plan: " + typed + " (a start goes by size and time)");
        }
        checksum = true;
      }
      default -> throw new ConfigurationException("unknown option of " + command + ": " + typed);
    }
  }

  private Invocation invocation() throws ConfigurationException {
    boolean named = config != null;
    if (operands.size() > (named ? 1 : 2)) {
      throw new ConfigurationException(command + " takes one config file and one path");
    }
    AbsolutePath path = null;
    if (named || operands.size() == 2) {
      path = operands.isEmpty() ? null : words.path(operands.getLast(), command);
    }
    if (!named && !operands.isEmpty()) {
      config = words.config(operands.getFirst());
    }
    boolean certain = named || operands.size() != 1;
    var used = config == null ? new Invocation.ConfigPath(DEFAULT, DEFAULT.toString()) : config;
    return new Invocation.Survey(
        command.equals("plan"), checksum, json, used, path, certain ? null : DEFAULT);
  }
}
