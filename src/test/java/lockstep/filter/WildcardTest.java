package lockstep.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WildcardTest {
  /// The greedy search finds what a complete one finds.
  @Test
  void agreesWithRegularExpressions() {
    var random = new Random(1);
    int matching = 0;
    for (int i = 0; i < 100_000; i++) {
      String pattern =
          text(random, new String[] {"a", "b", "/", "*", "*", "**", "?", "[ab]", "[!a]"}, 8);
      String path = text(random, new String[] {"a", "a", "b", "/"}, 10);
      boolean expected = java.util.regex.Pattern.matches(regularExpression(pattern), path);
      assertEquals(expected, matches(pattern, path), () -> pattern + " with " + path);
      matching += expected ? 1 : 0;
    }
    assertTrue(matching > 5_000, "too few of the pairs match: " + matching);
  }

  private static String text(Random random, String[] pieces, int length) {
    return IntStream.range(0, random.nextInt(length + 1))
        .mapToObj(_ -> pieces[random.nextInt(pieces.length)])
        .collect(Collectors.joining());
  }

  private static String regularExpression(String pattern) {
    return pattern
        .replace("[!a]", "[^a/]")
        .replace("?", "[^/]")
        .replaceAll("\\*\\*+", ".#")
        .replace("*", "[^/]#")
        .replace('#', '*');
  }

  /// A search that tries every split would not come to an end here.
  @Test
  void manyStarsEnd() {
    String name = "a".repeat(255);
    assertFalse(matches("*a".repeat(60) + "*b", name));
    assertTrue(matches("*a".repeat(60) + "*", name));
    String path = (name + "/").repeat(15) + name;
    assertFalse(matches("**a".repeat(60) + "**b", path));
    assertFalse(matches("**" + "*a?".repeat(60) + "*b", path));
    assertFalse(matches("**/" + "*a".repeat(60) + "*/b", path));
  }

  private static boolean matches(String pattern, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return new Wildcard(pattern.getBytes(StandardCharsets.ISO_8859_1))
        .matches(bytes, 0, bytes.length);
  }
}
