package lockstep.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Rule lists made of the pieces that decide how a pattern is read, over names that often match.
final class RandomRules {
  private static final List<String> NAMES =
      List.of("a", "b", "ab", "foo", "a1b", "q*r", "[", "a]", "-", "A", "a\\b", "\\");
  private static final List<String> PIECES =
      List.of(
          "a",
          "a",
          "b",
          "b",
          "o",
          "1",
          "f",
          "*",
          "*",
          "*",
          "**",
          "***",
          "?",
          "?",
          "[ab]",
          "[!a]",
          "[^-a]",
          "[a-c]",
          "[c-a]",
          "[]-b]",
          "[a-]",
          "[[:alpha:]]",
          "[[:upper:]1]",
          "[[:alpha:]-b]",
          "[[:nope:]]",
          "[[:]",
          "[a/]",
          "[\\]b]",
          "[\\a-f]",
          "[",
          "]",
          "\\",
          "\\*",
          "\\a",
          "\\[",
          "-",
          "[--b]",
          "[**]",
          "[!",
          "[/]");
  private static final List<String> KINDS =
      List.of(
          "- ",
          "- ",
          "- ",
          "- ",
          "- ",
          "+ ",
          "+ ",
          "+ ",
          "+ ",
          "-! ",
          "+! ",
          "-p ",
          "-s ",
          "-r ",
          "+s ",
          "+r ",
          "-sr ",
          "H ",
          "S ",
          "P ",
          "R ",
          "Hp ",
          "H,! ",
          "exclude ",
          "include,p ",
          "hide_",
          "show_",
          "-,s ",
          "exclude,!s_");

  private final Random random;

  RandomRules(long seed) {
    random = new Random(seed);
  }

  String path() {
    return IntStream.rangeClosed(0, random.nextInt(4))
        .mapToObj(_ -> pick(NAMES))
        .collect(Collectors.joining("/"));
  }

  List<String> filters(String source) {
    return list(() -> filter(source));
  }

  List<String> excludes() {
    return list(this::exclude);
  }

  private List<String> list(Supplier<String> line) {
    var lines = new ArrayList<String>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      lines.add(line.get());
    }
    return lines;
  }

  private String filter(String source) {
    return switch (random.nextInt(20)) {
      case 0 -> "!";
      case 1 -> "-/ " + source + "/" + pattern();
      case 2 -> "+/ " + pattern();
      case 3 -> "-/! src/" + pattern();
      default -> pick(KINDS) + pattern();
    };
  }

  private String exclude() {
    return switch (random.nextInt(12)) {
      case 0 -> "!";
      case 1 -> "#a";
      case 2 -> ";a";
      case 3, 4 -> "+ " + pattern();
      case 5 -> "- " + pattern();
      case 6 -> "+" + pattern();
      default -> pattern();
    };
  }

  private String pattern() {
    String body =
        IntStream.rangeClosed(0, random.nextInt(3))
            .mapToObj(_ -> name())
            .collect(Collectors.joining("/"));
    return pick(List.of("", "", "", "/", "/", "**/", "*/"))
        + body
        + pick(List.of("", "", "", "", "/", "/", "/*", "/**", "/***", "***"));
  }

  private String name() {
    if (random.nextInt(3) == 0) {
      return pick(NAMES);
    }
    return IntStream.rangeClosed(0, random.nextInt(3))
        .mapToObj(_ -> pick(PIECES))
        .collect(Collectors.joining());
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
