package lockstep.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class AbsolutePathTest {
  @TestFactory
  Stream<DynamicTest> taken() throws IOException {
    return Table.rows("absolute-paths.txt").stream()
        .map(row -> DynamicTest.dynamicTest("'" + row.getFirst() + "'", () -> check(row)));
  }

  private static void check(List<String> row) {
    byte[] given = Table.bytes(row.getFirst());
    if (row.get(1).equals("refused")) {
      assertThrows(IllegalArgumentException.class, () -> AbsolutePath.of(given));
      return;
    }
    AbsolutePath path = AbsolutePath.of(given);
    assertEquals(row.get(1), path.toString());
    assertArrayEquals(Table.bytes(row.get(1)), path.bytes());
    assertEquals(row.get(1).equals("/"), path.isRoot());
  }

  @Test
  void isAtOrBelow() {
    assertTrue(AbsolutePath.of("/a/b").isAtOrBelow(AbsolutePath.of("/a")));
    assertTrue(AbsolutePath.of("/a").isAtOrBelow(AbsolutePath.of("/a/")));
    assertTrue(AbsolutePath.of("/a").isAtOrBelow(AbsolutePath.of("/")));
    assertTrue(AbsolutePath.of("/").isAtOrBelow(AbsolutePath.of("/")));
    assertFalse(AbsolutePath.of("/").isAtOrBelow(AbsolutePath.of("/a")));
    assertFalse(AbsolutePath.of("/ab").isAtOrBelow(AbsolutePath.of("/a")));
    assertFalse(AbsolutePath.of("/a.b/c").isAtOrBelow(AbsolutePath.of("/a")));
    assertFalse(AbsolutePath.of("/a").isAtOrBelow(AbsolutePath.of("/a/b")));
    assertFalse(AbsolutePath.of("/b").isAtOrBelow(AbsolutePath.of("/a")));
  }

  @Test
  void resolvesWhatIsBelow() {
    AbsolutePath path = AbsolutePath.of("/a");
    assertEquals(AbsolutePath.of("/a/b/c"), path.resolve(RelativePath.of("b/c")));
    assertEquals(AbsolutePath.of("/b/c"), AbsolutePath.of("/").resolve(RelativePath.of("b/c")));
    assertEquals(path, path.resolve(RelativePath.ROOT));
    assertEquals(AbsolutePath.of("/"), AbsolutePath.of("/").resolve(RelativePath.ROOT));
  }

  @Test
  void keepsItsBytesToItself() {
    byte[] given = {'/', 'a'};
    AbsolutePath path = AbsolutePath.of(given);
    given[1] = 'x';
    path.bytes()[1] = 'y';
    assertEquals("/a", path.toString());
  }

  @Test
  void equality() {
    assertEquals(AbsolutePath.of("/a"), AbsolutePath.of("//a/"));
    assertEquals(AbsolutePath.of("/a").hashCode(), AbsolutePath.of("//a/").hashCode());
    assertNotEquals(AbsolutePath.of("/a"), AbsolutePath.of("/b"));
    assertNotEquals(AbsolutePath.of("/a"), RelativePath.of("a"));
  }

  @Test
  void aRefusalShowsThePathUnharmed() {
    var refusal = assertThrows(IllegalArgumentException.class, () -> AbsolutePath.of("a\u202eb"));
    assertEquals("not an absolute path: 'a\\xe2\\x80\\xaeb'", refusal.getMessage());
  }
}
