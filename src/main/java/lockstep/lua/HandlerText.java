package lockstep.lua;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/// A handler that is a text, such as `onCreate = "cp ^sourcePathname ^targetPathdir"`: a command
/// with variables, for the shell or, if it begins with a slash, without one.
///
/// The shell is given the values as arguments, so that no name is ever read as part of the command.
final class HandlerText {
  private static final List<String> VARIABLES = variables();

  private final byte[] text;
  private final boolean shell;

  private HandlerText(byte[] text, boolean shell) {
    this.text = text;
    this.shell = shell;
  }

  private static List<String> variables() {
    var names = new ArrayList<>(List.of("pathname", "pathdir", "path"));
    names.addAll(List.of("sourcePathname", "sourcePathdir", "sourcePath", "source"));
    names.addAll(List.of("targetPathname", "targetPathdir", "targetPath", "target"));
    for (String end : List.of("o.", "d.")) {
      names.addAll(List.of(end + "pathname", end + "path"));
      for (String side : List.of("source", "target")) {
        for (String part : List.of("Pathname", "Pathdir", "Path")) {
          names.add(end + side + part);
        }
      }
    }
    return List.copyOf(names);
  }

  static HandlerText of(LuaString given) {
    String trimmed = latin(Chunks.bytes(given)).strip();
    boolean marked = trimmed.startsWith("^");
    boolean shell = marked || !trimmed.startsWith("/");
    return new HandlerText(bytes(marked ? trimmed.substring(1) : trimmed), shell);
  }

  boolean isShell() {
    return shell;
  }

  /// Gives the values of variables.
  @FunctionalInterface
  interface Source {
    LuaValue get(String variable);
  }

  /// The words to run.
  List<byte[]> words(Source values) {
    return shell ? shellWords(values) : binaryWords(values);
  }

  private List<byte[]> shellWords(Source values) {
    var used = new TreeSet<Integer>();
    fill(
        latin(text),
        (variable, _) -> {
          used.add(variable);
          return "";
        });
    List<Integer> numbers = List.copyOf(used);
    String command =
        fill(latin(text), (variable, quotes) -> quotes.argument(numbers.indexOf(variable) + 1));
    var words = new ArrayList<byte[]>();
    words.addAll(List.of(bytes("sh"), bytes("-c"), bytes(command), bytes("sh")));
    numbers.forEach(variable -> words.add(value(values, variable)));
    return words;
  }

  /// The command with the values in it, for the log.
  String filled(Source values) {
    return fill(latin(text), (variable, _) -> latin(value(values, variable)));
  }

  private List<byte[]> binaryWords(Source values) {
    var words = new ArrayList<byte[]>();
    for (String word : split(latin(text))) {
      words.add(bytes(fill(word, (variable, _) -> latin(value(values, variable)))));
    }
    return words;
  }

  /// At blanks, but not between double quotes, which stay.
  private static List<String> split(String command) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < command.length(); i++) {
      char c = command.charAt(i);
      quoted ^= c == '"';
      if (Character.isWhitespace(c) && !quoted) {
        if (!word.isEmpty()) {
          words.add(word.toString());
          word.setLength(0);
        }
      } else {
        word.append(c);
      }
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  private static byte[] value(Source values, int variable) {
    LuaValue value = values.get(VARIABLES.get(variable));
    return value.isnil() ? new byte[0] : Chunks.bytes(BaseFunctions.text(value));
  }

  /// What stands in the place of a variable.
  private interface Filling {
    String of(int variable, ShellQuotes quotes);
  }

  private static String fill(String command, Filling filling) {
    var filled = new StringBuilder();
    var quotes = new ShellQuotes(command);
    for (int i = 0; i < command.length(); ) {
      int variable = command.charAt(i) == '^' ? variableAt(command, i + 1) : -1;
      if (variable >= 0) {
        quotes.upTo(i);
        filled.append(filling.of(variable, quotes));
        i += 1 + VARIABLES.get(variable).length();
      } else {
        filled.append(command.charAt(i++));
      }
    }
    return filled.toString();
  }

  private static int variableAt(String command, int at) {
    for (int i = 0; i < VARIABLES.size(); i++) {
      if (command.startsWith(VARIABLES.get(i), at)) {
        return i;
      }
    }
    return -1;
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String latin) {
    return latin.getBytes(StandardCharsets.ISO_8859_1);
  }
}
