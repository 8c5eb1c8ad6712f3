package lockstep.queue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;

/// A named story in a text file: lines of an optional time in seconds, a statement, and behind `->`
/// what it answers. Blank lines and lines that begin with `#` are for the reader.
public record Scenario(String title, List<Line> lines) {
  static final String ANSWER = " -> ";

  /// @param time as written, empty if it is that of the line above
  /// @param expected null where nothing is asked
  public record Line(String time, String statement, @Nullable String expected) {
    static Line of(String text) {
      int arrow = (text + " ").indexOf(ANSWER);
      String head = (arrow < 0 ? text : text.substring(0, arrow)).strip();
      @Nullable String expected =
          arrow < 0 ? null : (text + " ").substring(arrow + ANSWER.length()).strip();
      boolean timed = !Character.isWhitespace(text.charAt(0)) && head.matches("[0-9.]+ .*");
      String[] words = head.split(" +", 2);
      return timed ? new Line(words[0], words[1], expected) : new Line("", head, expected);
    }

    public boolean asks() {
      return expected != null;
    }

    String tell(@Nullable String answer) {
      String head = time + "\t" + statement;
      return asks() ? head + ANSWER + answer : head;
    }
  }

  /// The stories of a resource beside `owner`, each as a test.
  ///
  /// @param start makes what acts out one story: the answer to each of its lines
  public static Stream<DynamicTest> tests(Class<?> owner, String file, Start start)
      throws IOException {
    return read(owner, file).stream()
        .map(story -> DynamicTest.dynamicTest(story.title(), () -> story.check(start)));
  }

  /// Begins a story.
  public interface Start {
    /// @return answers the lines one after the other
    Actor begin(Scenario scenario);
  }

  /// Does what a line says.
  public interface Actor {
    String act(Line line);
  }

  private static List<Scenario> read(Class<?> owner, String file) throws IOException {
    String content;
    try (InputStream in = Objects.requireNonNull(owner.getResourceAsStream(file), file)) {
      content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    var stories = new ArrayList<Scenario>();
    for (String line : content.lines().toList()) {
      if (line.startsWith("== ")) {
        stories.add(new Scenario(line.substring(3), new ArrayList<>()));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        stories.getLast().lines().add(Line.of(line));
      }
    }
    return stories;
  }

  private void check(Start start) {
    Actor actor = start.begin(this);
    var told = new ArrayList<String>();
    for (Line line : lines) {
      try {
        told.add(line.tell(actor.act(line)));
      } catch (RuntimeException e) {
        throw new IllegalStateException(line.time() + " " + line.statement(), e);
      }
    }
    Assertions.assertEquals(
        String.join("\n", lines.stream().map(line -> line.tell(line.expected())).toList()),
        String.join("\n", told));
  }

  /// What the story sets `word` to, or `otherwise`.
  public String setting(String word, String otherwise) {
    return lines.stream()
        .map(Line::statement)
        .filter(statement -> statement.startsWith(word + " "))
        .map(statement -> statement.substring(word.length() + 1))
        .findFirst()
        .orElse(otherwise);
  }
}
