package lockstep.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class RelativePathTest {
  @TestFactory
  Stream<DynamicTest> taken() throws IOException {
    return Table.rows("relative-paths.txt").stream()
        .map(row -> DynamicTest.dynamicTest("'" + row.getFirst() + "'", () -> check(row)));
  }

  private static void check(List<String> row) {
    byte[] bytes = Table.bytes(row.getFirst());
    if (row.get(1).equals("refused")) {
      assertThrows(IllegalArgumentException.class, () -> RelativePath.of(bytes));
      return;
    }
    RelativePath path = RelativePath.of(bytes);
    assertArrayEquals(bytes, path.bytes());
    assertEquals(bytes.length, path.length());
    assertArrayEquals(Table.bytes(row.get(2)), path.name());
    assertEquals(Integer.parseInt(row.get(3)), path.depth());
    if (row.get(1).equals("-")) {
      assertTrue(path.isRoot());
      assertThrows(IllegalStateException.class, path::parent);
    } else {
      assertFalse(path.isRoot());
      assertArrayEquals(Table.bytes(row.get(1)), path.parent().bytes());
      assertEquals(path, path.parent().resolve(path.name()));
    }
  }

  private static RelativePath path(String text) {
    return RelativePath.of(text);
  }

  @Test
  void theRootIsOne() {
    assertSame(RelativePath.ROOT, path(""));
    assertSame(RelativePath.ROOT, path("a").parent());
    assertEquals("", RelativePath.ROOT.toString());
  }

  @Test
  void aRefusalShowsThePathUnharmed() {
    var refusal = assertThrows(IllegalArgumentException.class, () -> path("a/\u001b[31m/../\n"));
    assertEquals("not a relative path: 'a/\\x1b[31m/../\\n'", refusal.getMessage());
  }

  @Test
  void resolvesSingleNamesOnly() {
    assertEquals(path("a/b"), path("a").resolve(path("b").bytes()));
    for (String name : List.of("", ".", "..", "b/c", "/", "b/", "/b", "b\0")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> path("a").resolve(Table.bytes(name)),
          () -> "'" + name + "'");
    }
  }

  @Test
  void keepsItsBytesToItself() {
    byte[] given = {'a', '/', 'b'};
    RelativePath path = RelativePath.of(given);
    given[0] = 'x';
    path.bytes()[0] = 'y';
    path.name()[0] = 'z';
    byte[] name = {'c'};
    RelativePath below = RelativePath.ROOT.resolve(name);
    name[0] = 'x';
    assertEquals("a/b", path.toString());
    assertEquals("c", below.toString());
  }

  @Test
  void isBelow() {
    assertTrue(path("a/b").isBelow(path("a")));
    assertTrue(path("a/b/c").isBelow(path("a")));
    assertTrue(path("a").isBelow(RelativePath.ROOT));
    assertFalse(RelativePath.ROOT.isBelow(RelativePath.ROOT));
    assertFalse(RelativePath.ROOT.isBelow(path("a")));
    assertFalse(path("a").isBelow(path("a")));
    assertFalse(path("ab").isBelow(path("a")));
    assertFalse(path("a.b/c").isBelow(path("a")));
    assertFalse(path("a").isBelow(path("a/b")));
    assertFalse(path("b/b").isBelow(path("a")));
    assertTrue(path("a").isAtOrBelow(path("a")));
    assertTrue(path("a/b").isAtOrBelow(path("a")));
    assertTrue(RelativePath.ROOT.isAtOrBelow(RelativePath.ROOT));
    assertFalse(path("ab").isAtOrBelow(path("a")));
  }

  @Test
  void rebases() {
    assertEquals(path("x/y"), path("a/b").rebase(path("a/b"), path("x/y")));
    assertEquals(path("x/y/c/d"), path("a/b/c/d").rebase(path("a/b"), path("x/y")));
    assertEquals(path("c"), path("a/b/c").rebase(path("a/b"), RelativePath.ROOT));
    assertEquals(path("x/a/b"), path("a/b").rebase(RelativePath.ROOT, path("x")));
    assertEquals(path("a/b"), path("a/b").rebase(RelativePath.ROOT, RelativePath.ROOT));
    assertEquals(path("x"), RelativePath.ROOT.rebase(RelativePath.ROOT, path("x")));
    assertEquals(RelativePath.ROOT, path("a").rebase(path("a"), RelativePath.ROOT));
    assertThrows(IllegalArgumentException.class, () -> path("ab/c").rebase(path("a"), path("x")));
    assertThrows(IllegalArgumentException.class, () -> path("a").rebase(path("a/b"), path("x")));
  }

  @Test
  void aDirectoryComesRightBeforeWhatItHolds() {
    List<RelativePath> ordered =
        Stream.of(
                "",
                "A",
                "a",
                "a/\u0001",
                "a/a",
                "a/b",
                "a/b/c",
                "a/b.c",
                "a\u0001",
                "a\n",
                "a ",
                "a.b",
                "a.b/c",
                "aa",
                "b",
                "é",
                "中")
            .map(RelativePath::of)
            .toList();
    var shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(1));
    Collections.sort(shuffled);
    assertEquals(ordered, shuffled);
    assertTrue(
        RelativePath.of(new byte[] {(byte) 0x80}).compareTo(path("z")) > 0, "bytes are unsigned");
    assertEquals(0, path("a/b").compareTo(path("a/b")));
  }

  @Test
  void whatADirectoryHoldsFollowsItWithoutAGap() {
    var random = new Random(7);
    var paths = new ArrayList<RelativePath>();
    for (int i = 0; i < 2000; i++) {
      var text = new StringBuilder("x");
      for (int n = random.nextInt(8); n > 0; n--) {
        text.append(
            text.charAt(text.length() - 1) == '/' ? 'a' : "/.!a\u0001".charAt(random.nextInt(5)));
      }
      paths.add(path(text + "b"));
    }
    Collections.sort(paths);
    for (int i = 0; i < paths.size(); i++) {
      boolean inside = true;
      for (RelativePath later : paths.subList(i + 1, paths.size())) {
        boolean below = later.isAtOrBelow(paths.get(i));
        assertFalse(below && !inside, () -> later + " is cut off");
        inside = below;
      }
    }
  }

  @Test
  void equality() {
    assertEquals(path("a/b"), path("a/b"));
    assertEquals(path("a/b").hashCode(), path("a/b").hashCode());
    assertNotEquals(path("a/b"), path("a/c"));
    assertNotEquals(path("a/b"), path("a"));
    assertNotEquals(path("a"), AbsolutePath.of("/a"));
  }

  @Test
  void printsSafely() {
    assertEquals("a\\n/\\xff", RelativePath.of(Table.bytes("a\\x0a/\\xff")).toString());
  }
}
