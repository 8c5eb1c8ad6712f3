package lockstep.filter;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FiltersTest {
  @TestFactory
  Stream<DynamicTest> patterns() throws IOException {
    return tests("patterns.txt");
  }

  @TestFactory
  Stream<DynamicTest> protection() throws IOException {
    return tests("protection.txt");
  }

  @TestFactory
  Stream<DynamicTest> refusals() throws IOException {
    return tests("refusals.txt");
  }

  private static Stream<DynamicTest> tests(String table) throws IOException {
    return FilterCase.read(table).stream()
        .map(test -> DynamicTest.dynamicTest(test.title(), () -> check(test)));
  }

  private static void check(FilterCase test) throws FilterException {
    if (!test.texts("error").isEmpty()) {
      var refusal = assertThrows(FilterException.class, () -> filters(test));
      assertEquals(test.texts("error").getFirst(), refusal.getMessage());
      return;
    }
    Filters filters = filters(test);
    assertAll(
        () ->
            assertEquals(
                withEnd(test, "out", "out"),
                answers(test, "out", filters::isHidden, "out", "kept")),
        () ->
            assertEquals(
                withEnd(test, "kept", "kept"),
                answers(test, "kept", filters::isHidden, "out", "kept")),
        () ->
            assertEquals(
                withEnd(test, "safe", "safe"),
                answers(test, "safe", filters::isProtected, "safe", "risk")),
        () ->
            assertEquals(
                withEnd(test, "risk", "risk"),
                answers(test, "risk", filters::isProtected, "safe", "risk")),
        () ->
            assertEquals(
                withEnd(test, "safe-below", "safe"),
                answers(test, "safe-below", filters::isProtectedInDeleted, "safe", "risk")),
        () ->
            assertEquals(
                withEnd(test, "risk-below", "risk"),
                answers(test, "risk-below", filters::isProtectedInDeleted, "safe", "risk")),
        () -> checkTexts(test, filters));
  }

  private static void checkTexts(FilterCase test, Filters filters) {
    if (!test.texts("rule").isEmpty()) {
      assertEquals(test.texts("rule"), filters.rules());
    }
    if (!test.texts("source").isEmpty()) {
      assertEquals(test.texts("warning"), filters.warnings(test.bytes("source").getFirst()));
    }
  }

  private static Filters filters(FilterCase test) throws FilterException {
    List<byte[]> source = test.bytes("source");
    Filters filters =
        source.isEmpty()
            ? Filters.parse(test.bytes("filter"), test.bytes("exclude"))
            : Filters.parse(
                test.bytes("filter"), test.bytes("exclude"), AbsolutePath.of(source.getFirst()));
    return test.texts("delete-excluded").isEmpty() ? filters : filters.deletingExcluded();
  }

  private static List<String> withEnd(FilterCase test, String word, String end) {
    return test.paths(word).stream().map(path -> path + ": " + end).toList();
  }

  private static List<String> answers(
      FilterCase test,
      String word,
      BiPredicate<RelativePath, Boolean> question,
      String yes,
      String no) {
    return test.paths(word).stream()
        .map(path -> path + ": " + (question.test(path(path), path.endsWith("/")) ? yes : no))
        .toList();
  }

  private static RelativePath path(String text) {
    byte[] bytes = FilterCase.bytesOf(text);
    return RelativePath.of(text.endsWith("/") ? Arrays.copyOf(bytes, bytes.length - 1) : bytes);
  }

  @Test
  void oneLevelAsksNothingAbove() throws FilterException {
    Filters filters = Filters.parse(List.of(), List.of(bytes("foo")));
    assertTrue(filters.excludes(RelativePath.of("foo"), true));
    assertFalse(filters.excludes(RelativePath.of("foo/x"), false));
    assertTrue(filters.isHidden(RelativePath.of("foo/x"), false));
  }

  @Test
  void theRootIsNeverLeftOut() throws FilterException {
    Filters filters = Filters.parse(List.of(bytes("- **"), bytes("-! x")), List.of());
    assertFalse(filters.excludes(RelativePath.ROOT, true));
    assertFalse(filters.isHidden(RelativePath.ROOT, true));
    assertFalse(filters.isProtected(RelativePath.ROOT, true));
  }

  @Test
  void noRules() throws FilterException {
    assertTrue(Filters.NONE.isEmpty());
    assertFalse(Filters.NONE.isHidden(RelativePath.of("a/b"), false));
    assertTrue(Filters.parse(List.of(), List.of(bytes("# nothing"))).isEmpty());
    assertFalse(Filters.parse(List.of(), List.of(bytes("a"))).isEmpty());
  }

  @Test
  void linesOfExcludeFiles() {
    String file =
        """
        # comment
          # c2

        \s\s\s
        + baz
          + qux
        - foo
        -bar
          spaced\s
        ; semi
        !
        -
        crlf\r
        \r
        -  x
        last\
        """;
    assertEquals(
        List.of("foo", "bar", "spaced ", "; semi", "!", "crlf", "x", "last"),
        texts(Filters.excludesOf(bytes(file))));
  }

  @Test
  void linesOfFilterFiles() {
    String file = "# comment\n  # c2\n\n  \n- foo\n  + bar \nP baz\r\n\r\nlast";
    assertEquals(
        List.of("- foo", "  + bar ", "P baz", "last"), texts(Filters.rulesOf(bytes(file))));
  }

  @Test
  void linesForRsyncAreTheBytesOfTheRules() throws FilterException {
    Filters filters =
        Filters.parse(List.of(bytes("exclude,! a\\b")), List.of(new byte[] {(byte) 0xff}));
    assertEquals(List.of("-! a\\b", "- \u00ff"), texts(filters.lines()));
    assertEquals(List.of("-! a\\\\b", "- \\xff"), filters.rules());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static List<String> texts(List<byte[]> lines) {
    return lines.stream().map(line -> new String(line, StandardCharsets.ISO_8859_1)).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "- x, a, b, false",
    "- /a/x, a, b, true",
    "+ /b/x, a, b, true",
    "- /c/x, a, b, false",
    "- /a, a, b, false",
    "- /a/x, a/y, a/z, false",
    "- /*/x, a/y, a/z, false",
    "- /*/y/x, a/y, a/z, true",
    "- a/x, c/a, c/b, true",
    "- c/x, c/a, c/b, false",
    "- *.d/x, a, b, true",
    "- /a**, c, d, true",
    "-! x, a, b, true"
  })
  void aRuleMayTellARenamedDirectoryFromWhatItWas(
      String rule, String from, String to, boolean expected) throws FilterException {
    var filters = Filters.parse(List.of(rule.getBytes(StandardCharsets.UTF_8)), List.of());
    assertEquals(expected, filters.mayTellApart(RelativePath.of(from), RelativePath.of(to)));
  }
}
