package lockstep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lockstep.config.ConfigurationException;
import lockstep.event.AbsolutePath;
import lockstep.event.Printable;
import org.jspecify.annotations.Nullable;

/// Reads the words of the command line, by lsyncd's rules.
///
/// One dash or two, no short options, no `--option=value`. An option takes the words after it
/// whatever they are. Three things are looked for anywhere, even where a word belongs to an option:
/// `-log`, then `--runner` in the first place, then `-help`.
final class CommandLine {
  private CommandLine() {}

  /// @param words without the name of the program
  /// @param directory the working directory, which relative paths are resolved against at once;
  ///   null if it was deleted or is not accessible
  /// @throws ConfigurationException for what makes no sense, in lsyncd's words
  static Invocation parse(List<byte[]> words, @Nullable AbsolutePath directory)
      throws ConfigurationException {
    List<String> typed = words.stream().map(Printable::of).toList();
    List<String> log = logWords(typed);
    if (!typed.isEmpty() && typed.getFirst().equals("--runner")) {
      throw new ConfigurationException(
          "--runner is not supported: Lockstep runs no Lua program of lsyncd's");
    }
    if (typed.contains("-help") || typed.contains("--help")) {
      return new Invocation.Say(Usage.text(), 0);
    }
    if (typed.isEmpty()) {
      return new Invocation.Say(Usage.text(), Exit.FAILURE);
    }
    var rest = new Words(words.subList(1, words.size()), directory);
    return switch (typed.getFirst()) {
      case "status", "wait", "check", "resume" -> SubCommand.parse(typed.getFirst(), rest);
      case "verify", "plan" -> SurveyOptions.parse(typed.getFirst(), rest);
      default -> new RunOptions(new Words(words, directory), log).parse();
    };
  }

  private static List<String> logWords(List<String> typed) throws ConfigurationException {
    var found = new ArrayList<String>();
    for (int i = 0; i + 1 < typed.size(); i++) {
      if (typed.get(i).equals("-log") || typed.get(i).equals("--log")) {
        found.add(category(typed.get(i + 1)));
      }
    }
    return List.copyOf(found);
  }

  private static String category(String word) throws ConfigurationException {
    boolean capital = !word.isEmpty() && word.charAt(0) >= 'A' && word.charAt(0) <= 'Z';
    if (!capital && !word.equals("all") && !word.equals("scarce")) {
      throw new ConfigurationException("'" + word + "' is not a valid logging category");
    }
    return word;
  }

  /// The words that are still to be read, one after the other.
  static final class Words {
    private final List<byte[]> words;
    private final @Nullable AbsolutePath directory;
    private int next;

    Words(List<byte[]> words, @Nullable AbsolutePath directory) {
      this.words = words;
      this.directory = directory;
    }

    boolean isEmpty() {
      return next == words.size();
    }

    byte[] take() {
      return words.get(next++);
    }

    String takeText() {
      return Printable.of(take());
    }

    /// Takes the arguments of an option.
    ///
    /// @param option without its dashes
    List<byte[]> take(String option, int count) throws ConfigurationException {
      if (words.size() - next < count) {
        throw new ConfigurationException(option + " needs " + count + " arguments");
      }
      next += count;
      return words.subList(next - count, next);
    }

    AbsolutePath takePath(String option) throws ConfigurationException {
      return path(take(option, 1).getFirst(), option);
    }

    /// A path as it was typed, made absolute.
    AbsolutePath path(byte[] word, String what) throws ConfigurationException {
      if (word.length == 0) {
        throw new ConfigurationException("the path given to -" + what + " is empty");
      }
      if (word[0] == '/') {
        return AbsolutePath.of(word);
      }
      if (directory == null) {
        throw new ConfigurationException(
            "the working directory cannot be reached; "
                + Printable.of(word)
                + " must be given with its whole path");
      }
      byte[] base = directory.bytes();
      byte[] joined = Arrays.copyOf(base, base.length + 1 + word.length);
      joined[base.length] = '/';
      System.arraycopy(word, 0, joined, base.length + 1, word.length);
      return AbsolutePath.of(joined);
    }

    Invocation.ConfigPath config(byte[] word) throws ConfigurationException {
      if (word.length == 0) {
        throw new ConfigurationException(ConfigFile.notFound(""));
      }
      return new Invocation.ConfigPath(path(word, ""), Printable.of(word));
    }
  }
}
