package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lockstep.event.RelativePath;
import lockstep.tree.FileType;
import lockstep.tree.Stat;
import lockstep.tree.Timestamp;
import org.junit.jupiter.api.Test;

final class LinkTableTest {
  private final LinkTable table = new LinkTable(2);

  private static Stat stat(long inode, long changed) {
    var time = new Timestamp(1, 0);
    var ctime = new Timestamp(changed, 0);
    return new Stat(FileType.REGULAR, 0644, 0, 0, 1, 8, time, ctime, 1, inode, 2, 0, 0);
  }

  private String others(long inode, String path) {
    return table.others(stat(inode, 1), RelativePath.of(path)).toString();
  }

  private void note(long inode, String path) {
    table.note(stat(inode, 1), RelativePath.of(path));
  }

  @Test
  void tellsTheOtherNamesTheLatestFirst() {
    note(1, "a");
    note(1, "b");
    note(1, "c");
    note(2, "d");
    assertEquals("[c, b]", others(1, "a"));
    table.forget(stat(1, 1), RelativePath.of("c"));
    note(1, "a");
    assertEquals("[a]", others(1, "b"));
    assertEquals("[]", others(3, "a"));
  }

  @Test
  void forgetsTheInodeNotMetForLongest() {
    note(1, "a");
    note(2, "b");
    note(1, "c");
    note(3, "d");
    assertEquals("[]", others(2, "x"));
    assertEquals("[c, a]", others(1, "x"));
  }

  @Test
  void ofVeryManyNamesTheLatestAreKept() {
    for (int i = 0; i <= LinkTable.MOST_NAMES; i++) {
      note(1, "n" + i);
    }
    note(1, "again");
    note(1, "n7");
    var others = table.others(stat(1, 1), RelativePath.of("x"));
    assertEquals("[n7, again]", others.subList(0, 2).toString());
    assertEquals(LinkTable.MOST_NAMES, others.size());
    assertFalse(others.contains(RelativePath.of("n0")));
  }

  @Test
  void asksForARefreshOnceForEachChange() {
    note(1, "a");
    assertTrue(table.isFirstRefresh(stat(1, 5)));
    assertFalse(table.isFirstRefresh(stat(1, 5)));
    assertTrue(table.isFirstRefresh(stat(1, 6)));
  }

  @Test
  void followsRenames() {
    note(1, "a/x");
    note(1, "ab");
    note(1, "a");
    table.renamed(RelativePath.of("a"), RelativePath.of("c/d"));
    assertEquals("[c/d/x, c/d, ab]", others(1, "x"));
  }
}
