package lockstep.watch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import lockstep.event.RelativePath;
import org.junit.jupiter.api.Test;

final class WatchTableTest {
  private final WatchTable table = new WatchTable();

  private void add(String path, int wd) {
    if (path.isEmpty()) {
      table.addRoot(wd, 0);
    } else {
      RelativePath at = RelativePath.of(path);
      table.add(table.find(at.parent()), at.name(), at.name().length, wd, 0);
    }
  }

  private void move(String from, String to) {
    int node = table.find(RelativePath.of(from));
    RelativePath at = RelativePath.of(to);
    table.detach(node);
    table.attach(node, table.find(at.parent()), at.name(), at.name().length);
  }

  private List<Integer> remove(String path) {
    var wds = new ArrayList<Integer>();
    table.remove(table.find(RelativePath.of(path)), wds::add);
    return wds;
  }

  private String path(int wd) {
    return String.valueOf(table.path(table.byWd(wd)));
  }

  @Test
  void whatIsBelowARenamedDirectoryFollows() {
    add("", 1);
    add("a", 2);
    add("a/b", 3);
    add("a/b/c", 4);
    add("x", 5);
    move("a", "x/y");
    assertEquals("x/y/b/c", path(4));
    assertEquals(WatchTable.NONE, table.find(RelativePath.of("a")));
    assertEquals(table.byWd(3), table.find(RelativePath.of("x/y/b")));
  }

  @Test
  void aSubtreeGivesItsDescriptorsBack() {
    add("", 1);
    add("a", 2);
    add("a/b", 3);
    add("a/b/c", 4);
    add("a/d", 5);
    add("e", 6);
    List<Integer> removed = remove("a");
    removed.sort(null);
    assertEquals(List.of(2, 3, 4, 5), removed);
    assertArrayEquals(new int[] {1, 6}, table.wds());
    assertEquals(2, table.size());
  }

  @Test
  void belowADetachedDirectoryThereAreNoPaths() {
    add("", 1);
    add("a", 2);
    add("a/b", 3);
    table.detach(table.byWd(2));
    assertNull(table.path(table.byWd(3)));
    assertTrue(table.isDetached(table.byWd(2)));
    assertFalse(table.isDetached(table.byWd(3)));
    assertEquals(table.byWd(2), table.top(table.byWd(3)));
    assertFalse(table.isDetached(table.root()));
  }

  @Test
  void keepsTheLongestName() {
    var name = new byte[NamePool.LONGEST];
    Arrays.fill(name, (byte) 0xff);
    add("", 1);
    table.add(table.root(), name, name.length, 2, 0);
    assertEquals(RelativePath.of(name), table.path(table.byWd(2)));
  }

  /// Any history of additions, renames and removals, against a map from paths to descriptors.
  @Test
  void agreesWithASimpleModel() {
    for (long seed = 0; seed < 20; seed++) {
      new History(new Random(seed)).run(3_000);
    }
  }

  private static final class History {
    private final Random random;
    private final WatchTable table = new WatchTable();
    private final TreeMap<RelativePath, Integer> model = new TreeMap<>();
    private int lastWd = 1;

    History(Random random) {
      this.random = random;
      table.addRoot(1, 0);
      model.put(RelativePath.ROOT, 1);
    }

    void run(int steps) {
      for (int i = 0; i < steps; i++) {
        switch (random.nextInt(8)) {
          case 0 -> remove(any());
          case 1, 2 -> move(any(), unused());
          default -> add(unused());
        }
        if (i % 100 == 0) {
          check();
        }
      }
      check();
    }

    private RelativePath any() {
      return List.copyOf(model.keySet()).get(random.nextInt(model.size()));
    }

    private RelativePath unused() {
      byte[] name =
          Integer.toString(random.nextInt(1 << random.nextInt(30)))
              .repeat(1 + random.nextInt(4))
              .getBytes(StandardCharsets.UTF_8);
      RelativePath path = any().resolve(name);
      return model.containsKey(path) ? unused() : path;
    }

    private void add(RelativePath path) {
      table.add(table.find(path.parent()), path.name(), path.name().length, ++lastWd, 0);
      model.put(path, lastWd);
    }

    private void move(RelativePath from, RelativePath to) {
      if (from.isRoot() || to.isAtOrBelow(from)) {
        return;
      }
      int node = table.find(from);
      table.detach(node);
      table.attach(node, table.find(to.parent()), to.name(), to.name().length);
      for (RelativePath path : below(from)) {
        model.put(path.rebase(from, to), model.remove(path));
      }
    }

    private void remove(RelativePath path) {
      if (path.depth() < 2) {
        return; // else nothing grows
      }
      var wds = new ArrayList<Integer>();
      table.remove(table.find(path), wds::add);
      var expected = new ArrayList<Integer>();
      for (RelativePath gone : below(path)) {
        expected.add(model.remove(gone));
      }
      wds.sort(null);
      expected.sort(null);
      assertEquals(expected, wds);
    }

    private List<RelativePath> below(RelativePath path) {
      return model.keySet().stream().filter(other -> other.isAtOrBelow(path)).toList();
    }

    private void check() {
      assertEquals(model.size(), table.size());
      model.forEach(
          (path, wd) -> {
            assertEquals(table.byWd(wd), table.find(path), path::toString);
            assertEquals(path, table.path(table.byWd(wd)));
          });
      assertArrayEquals(
          model.values().stream().mapToInt(Integer::intValue).sorted().toArray(), table.wds());
    }
  }
}
