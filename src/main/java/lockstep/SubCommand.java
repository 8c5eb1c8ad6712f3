package lockstep;

import java.time.Duration;
import lockstep.CommandLine.Words;
import lockstep.config.ConfigurationException;
import lockstep.event.AbsolutePath;
import lockstep.event.Printable;
import org.jspecify.annotations.Nullable;

/// Reads what follows `status`, `wait`, `check` and `resume`, which lsyncd does not have.
final class SubCommand {
  private final String name;
  private boolean json;
  private @Nullable Duration timeout;
  private Invocation.@Nullable ConfigPath config;
  private @Nullable AbsolutePath socket;

  private SubCommand(String name) {
    this.name = name;
  }

  static Invocation parse(String name, Words words) throws ConfigurationException {
    var command = new SubCommand(name);
    while (!words.isEmpty()) {
      byte[] word = words.take();
      if (word.length > 0 && word[0] == '-') {
        command.option(Printable.of(word), words);
      } else if (command.config != null) {
        throw new ConfigurationException("There can only be one config file in the command line.");
      } else {
        command.config = words.config(word);
      }
    }
    return command.invocation();
  }

  private void option(String typed, Words words) throws ConfigurationException {
    String option = typed.startsWith("--") ? typed.substring(1) : typed;
    if (name.equals("status") && option.equals("-json")) {
      json = true;
    } else if (name.equals("wait") && option.equals("-timeout")) {
      String seconds = Printable.of(words.take("timeout", 1).getFirst());
      timeout =
          Seconds.parse(seconds)
              .orElseThrow(() -> new ConfigurationException("timeout must be a number and >= 0"));
    } else if (!name.equals("check") && option.equals("-socket")) {
      socket = words.takePath("socket");
    } else {
      throw new ConfigurationException("unknown option of " + name + ": " + typed);
    }
  }

  private Invocation invocation() throws ConfigurationException {
    if (config != null && socket != null) {
      throw new ConfigurationException("name a config file or a socket, not both");
    }
    return switch (name) {
      case "status" -> new Invocation.Ask(new Request.StatusRequest(json), config, socket);
      case "wait" -> new Invocation.Ask(new Request.WaitRequest(timeout), config, socket);
      case "resume" -> new Invocation.Ask(new Request.ResumeRequest(), config, socket);
      default -> {
        if (config == null) {
          throw new ConfigurationException("check needs a config file");
        }
        yield new Invocation.Check(config);
      }
    };
  }
}
