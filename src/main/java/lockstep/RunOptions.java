package lockstep;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lockstep.CommandLine.Words;
import lockstep.config.CommandLineSync;
import lockstep.config.ConfigurationException;
import lockstep.config.Overrides;
import lockstep.event.AbsolutePath;
import lockstep.event.Printable;
import org.jspecify.annotations.Nullable;

/// Reads the options that run a daemon, from left to right.
final class RunOptions {
  private static final Set<String> MONITORS = Set.of("inotify", "portable");

  private final Words words;
  private final List<String> log;
  private final List<CommandLineSync> syncs = new ArrayList<>();
  private Invocation.@Nullable ConfigPath config;
  private @Nullable Duration delay;
  private boolean insist;
  private boolean onePass;
  private @Nullable AbsolutePath logFile;
  private @Nullable AbsolutePath pidFile;
  private boolean noDaemon;
  private @Nullable String monitor;

  RunOptions(Words words, List<String> log) {
    this.words = words;
    this.log = log;
  }

  Invocation parse() throws ConfigurationException {
    while (!words.isEmpty()) {
      byte[] word = words.take();
      if (word.length == 0 || word[0] != '-') {
        config(word);
        continue;
      }
      Invocation.Say said = option(Printable.of(word));
      if (said != null) {
        return said;
      }
    }
    return invocation();
  }

  private void config(byte[] word) throws ConfigurationException {
    if (config != null) {
      throw new ConfigurationException("There can only be one config file in the command line.");
    }
    config = words.config(word);
  }

  /// Obeys one option. Returns what ends the program at once, else null.
  private Invocation.@Nullable Say option(String typed) throws ConfigurationException {
    String name = name(typed);
    switch (name) {
      case "version" -> {
        return new Invocation.Say("Version: " + Version.text() + "\n", Exit.SUCCESS);
      }
      case "monitor" -> {
        if (words.isEmpty()) {
          return new Invocation.Say(
              "This Lockstep supports these monitors:\n   inotify\n   portable\n\n", Exit.FAILURE);
        }
        monitor = words.takeText();
      }
      case "delay" -> delay = delay(text(name));
      case "insist" -> insist = true;
      case "onepass" -> onePass = true;
      case "nodaemon" -> noDaemon = true;
      case "log" -> words.take(name, 1);
      case "logfile" -> logFile = words.takePath(name);
      case "pidfile" -> pidFile = words.takePath(name);
      case "rsync", "direct" -> sync(name, words.take(name, 2));
      case "rsyncssh" -> sync(name, words.take(name, 3));
      case "script", "sshopts" -> throw new ConfigurationException(typed + " is not supported yet");
      default -> throw new ConfigurationException("unknown option command line option " + typed);
    }
    return null;
  }

  private static String name(String typed) {
    return typed.startsWith("--") ? typed.substring(2) : typed.substring(1);
  }

  private String text(String option) throws ConfigurationException {
    return Printable.of(words.take(option, 1).getFirst());
  }

  private static Duration delay(String text) throws ConfigurationException {
    return Seconds.parse(text)
        .orElseThrow(() -> new ConfigurationException("delay must be a number and >= 0"));
  }

  private void sync(String layer, List<byte[]> arguments) throws ConfigurationException {
    byte[] source = words.path(arguments.getFirst(), layer).bytes();
    byte[] target = arguments.get(1);
    if (target.length == 0) {
      throw new ConfigurationException("the target given to -" + layer + " is empty");
    }
    if (layer.equals("rsyncssh")) {
      syncs.add(new CommandLineSync(layer, List.of(source, target, arguments.get(2))));
    } else {
      boolean remote = layer.equals("rsync") && isRemote(target);
      syncs.add(
          new CommandLineSync(
              layer, List.of(source, remote ? target : words.path(target, layer).bytes())));
    }
  }

  /// rsync's rule: a colon before the first slash.
  private static boolean isRemote(byte[] target) {
    for (byte b : target) {
      if (b == ':' || b == '/') {
        return b == ':';
      }
    }
    return false;
  }

  private Invocation invocation() throws ConfigurationException {
    var overrides = new Overrides(delay, insist, onePass, logFile, pidFile, noDaemon, monitor);
    if (config != null && !syncs.isEmpty()) {
      throw new ConfigurationException(
          "There cannot be command line syncs and a config file together.");
    }
    if (config != null) {
      return new Invocation.RunFile(config, overrides, log);
    }
    if (syncs.isEmpty()) {
      return new Invocation.Say(Usage.text(), Exit.FAILURE);
    }
    if (monitor != null && !MONITORS.contains(monitor)) {
      throw new ConfigurationException("event monitor \"" + monitor + "\" unknown.");
    }
    return new Invocation.RunSyncs(List.copyOf(syncs), overrides, log);
  }
}
