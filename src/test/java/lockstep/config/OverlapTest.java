package lockstep.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import lockstep.event.AbsolutePath;
import lockstep.filter.Filters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OverlapTest {
  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/., /",
    "/.., /",
    "/a/.., /",
    "/a/../.., /",
    "/a/./b, /a/b",
    "/a/b/../c, /a/c",
    "/a/...//b, /a/.../b",
    "/.a/..b, /.a/..b",
  })
  void normalPaths(String path, String expected) {
    assertEquals(AbsolutePath.of(expected), Overlap.normal(AbsolutePath.of(path)));
  }

  private static Overlap.Tree tree(String name, String source, String target) {
    return new Overlap.Tree(
        name, AbsolutePath.of(source), AbsolutePath.of(target), true, Filters.NONE, name + ":1");
  }

  @Test
  void resolvedPathsAreCheckedLikeSpelledOnes() {
    var harmless = tree("A", "/a", "/link");
    assertEquals(List.of(), Overlap.problems(List.of(harmless)));
    assertEquals(
        List.of("A:1: the target /a/b lies inside the source /a: it would be copied into itself"),
        Overlap.problems(List.of(harmless.at(AbsolutePath.of("/a"), AbsolutePath.of("/a/b")))));
  }

  @Test
  void twoSyncsThatFeedEachOther() {
    assertEquals(
        List.of(
            "B:1: these syncs feed each other: A (/one -> /two/x), B (/two -> /one/y); every change"
                + " would go round for ever, and a deletion would destroy both copies (syncs are"
                + " one-way)"),
        Overlap.problems(List.of(tree("A", "/one", "/two/x"), tree("B", "/two", "/one/y"))));
  }

  @Test
  void severalProblemsAreToldTogether() {
    assertEquals(
        2,
        Overlap.problems(
                List.of(tree("A", "/a", "/a"), tree("B", "/b", "/"), tree("C", "/c", "/d")))
            .size());
  }
}
