package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executor;
import lockstep.filter.FilterException;
import lockstep.filter.Filters;
import lockstep.tree.Tree;
import lockstep.tree.TreeException;

/// What the contracts of the copier are written against: a source and a target, empty at first.
interface Sides {
  Tree source();

  Tree target();

  default Mirror mirror(CopyOptions options) {
    return new Mirror(source(), target(), options);
  }

  default Mirror mirror() {
    return mirror(CopyOptions.ARCHIVE);
  }

  default Mirror mirror(CopyOptions options, boolean deletes, Executor workers, String... rules) {
    try {
      var filters =
          Filters.parse(
              List.of(rules).stream()
                  .map(rule -> rule.getBytes(StandardCharsets.ISO_8859_1))
                  .toList(),
              List.of());
      return new Mirror(source(), target(), filters, options, deletes, workers);
    } catch (FilterException e) {
      throw new AssertionError(e);
    }
  }

  default void source(String text) throws TreeException {
    TreeText.build(source(), text);
  }

  default void target(String text) throws TreeException {
    TreeText.build(target(), text);
  }

  default void assertTarget(String expected) throws TreeException {
    assertEquals(sorted(expected), sorted(TreeText.show(target())));
  }

  default void assertSame() throws TreeException {
    assertEquals(TreeText.show(source()), TreeText.show(target()));
  }

  private static String sorted(String text) {
    return String.join("\n", text.lines().filter(line -> !line.isBlank()).toList());
  }

  default void assertClean(Report report) {
    assertEquals(List.of(), report.failures());
    assertEquals(List.of(), report.unsettled());
    assertEquals(null, report.halt());
  }
}
