package lockstep.tree;

import static lockstep.tree.TreeContract.bytes;
import static lockstep.tree.TreeContract.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lockstep.event.RelativePath;
import lockstep.tree.TreeException.Reason;
import org.junit.jupiter.api.Test;

/// Names: making, finding, linking, renaming and removing entries.
interface TreeContractNames extends TreeContract {
  @Test
  default void anEmptyDirectoryListsNothing() throws TreeException {
    assertEquals("", names(""));
  }

  @Test
  default void aPlaceBeginsWithThatOfTheDirectoryAbove() throws TreeException {
    mkdir("a");
    mkdir("a/b c");
    try (Directory root = root();
        Directory directory = open("a/b c")) {
      assertEquals(root.place().resolve(RelativePath.of("a/b c")), directory.place());
      assertEquals(root.stat().mount(), directory.stat().mount());
    }
  }

  @Test
  default void aRootIsHeldByOneAtATime() throws TreeException {
    try (Tree.Hold _ = tree().hold()) {
      refused(Reason.IN_USE, () -> tree().hold());
    }
    tree().hold().close();
  }

  @Test
  default void namesAreBytes() throws TreeException {
    byte[] name = {'a', (byte) 0xff, '\n', (byte) 0x80, ' '};
    try (Directory root = root()) {
      root.create(name, 0644).close();
      assertArrayEquals(name, root.list().getFirst().name());
      assertTrue(root.stat(name) != null);
    }
  }

  @Test
  default void theListingTellsTypes() throws TreeException {
    try (Directory root = root()) {
      root.makeDirectory(bytes("a"), 0755);
      root.makeSymlink(bytes("b"), bytes("nowhere"));
      root.makeNode(bytes("c"), FileType.FIFO, 0600, 0);
      root.makeNode(bytes("d"), FileType.SOCKET, 0600, 0);
      root.create(bytes("e"), 0600).close();
      var types = new StringBuilder();
      root.list().stream()
          .sorted((a, b) -> a.name()[0] - b.name()[0])
          .forEach(entry -> types.append(entry.type()).append(' '));
      assertEquals("DIRECTORY SYMLINK FIFO SOCKET REGULAR ", types.toString());
      assertEquals(FileType.FIFO, stat(root, "c").type());
    }
  }

  @Test
  default void whatIsAbsentIsNull() throws TreeException {
    try (Directory root = root()) {
      assertNull(root.stat(bytes("a")));
    }
  }

  @Test
  default void namesHaveAtMost255Bytes() throws TreeException {
    try (Directory root = root()) {
      root.makeDirectory(bytes("n".repeat(255)), 0755);
      byte[] tooLong = bytes("n".repeat(256));
      refused(Reason.NAME_TOO_LONG, () -> root.makeDirectory(tooLong, 0755));
      refused(Reason.NAME_TOO_LONG, () -> root.create(tooLong, 0644));
      refused(Reason.NAME_TOO_LONG, () -> root.stat(tooLong));
      refused(Reason.NAME_TOO_LONG, () -> root.rename(bytes("n".repeat(255)), root, tooLong));
    }
  }

  @Test
  default void nothingIsMadeOverAnother() throws TreeException {
    mkdir("d");
    write("f", "1");
    try (Directory root = root()) {
      for (String name : new String[] {"d", "f"}) {
        refused(Reason.EXISTS, () -> root.create(bytes(name), 0644));
        refused(Reason.EXISTS, () -> root.makeDirectory(bytes(name), 0755));
        refused(Reason.EXISTS, () -> root.makeSymlink(bytes(name), bytes("x")));
        refused(Reason.EXISTS, () -> root.makeNode(bytes(name), FileType.FIFO, 0644, 0));
        refused(Reason.EXISTS, () -> root.link(bytes("f"), root, bytes(name)));
      }
    }
    assertEquals("1", read("f"));
  }

  @Test
  default void opensWhatIsADirectoryOnly() throws TreeException {
    mkdir("d");
    mkdir("d/e");
    write("f", "1");
    try (Directory root = root()) {
      root.makeSymlink(bytes("l"), bytes("d"));
      root.open(bytes("d")).close();
      refused(Reason.ABSENT, () -> root.open(bytes("x")));
      refused(Reason.NOT_A_DIRECTORY, () -> root.open(bytes("f")));
      refused(Reason.NOT_A_DIRECTORY, () -> root.open(bytes("l")));
    }
    tree().open(RelativePath.of("d/e")).close();
    refused(Reason.NOT_A_DIRECTORY, () -> tree().open(RelativePath.of("l")));
    refused(Reason.NOT_A_DIRECTORY, () -> tree().open(RelativePath.of("l/e")));
    refused(Reason.NOT_A_DIRECTORY, () -> tree().open(RelativePath.of("f/e")));
    refused(Reason.ABSENT, () -> tree().open(RelativePath.of("d/x")));
    refused(Reason.ABSENT, () -> tree().open(RelativePath.of("x/e")));
  }

  @Test
  default void linksAreReadAndNotFollowed() throws TreeException {
    write("f", "1");
    try (Directory root = root()) {
      root.makeSymlink(bytes("l"), bytes("f"));
      assertArrayEquals(bytes("f"), root.readLink(bytes("l")));
      assertEquals(FileType.SYMLINK, stat(root, "l").type());
      assertEquals(1, stat(root, "l").size());
      refused(Reason.ABSENT, () -> root.readLink(bytes("x")));
      refused(Reason.UNSUPPORTED, () -> root.readLink(bytes("f")));
      root.link(bytes("l"), root, bytes("m"));
      assertEquals(FileType.SYMLINK, stat(root, "m").type());
      assertEquals(2, stat(root, "l").links());
    }
  }

  @Test
  default void aHardLinkIsASecondName() throws TreeException {
    mkdir("d");
    write("f", "1");
    try (Directory root = root();
        Directory d = open("d")) {
      root.link(bytes("f"), d, bytes("g"));
      assertTrue(stat(root, "f").isSameInode(stat(d, "g")));
      assertEquals(2, stat(d, "g").links());
      root.unlink(bytes("f"));
      assertEquals(1, stat(d, "g").links());
      refused(Reason.ABSENT, () -> root.link(bytes("f"), d, bytes("h")));
      refused(Reason.DENIED, () -> root.link(bytes("d"), root, bytes("h")));
    }
    assertEquals("1", read("d/g"));
  }

  @Test
  default void removesEachInItsWay() throws TreeException {
    mkdir("d");
    write("d/f", "1");
    try (Directory root = root();
        Directory d = open("d")) {
      refused(Reason.NOT_EMPTY, () -> root.removeDirectory(bytes("d")));
      refused(Reason.IS_A_DIRECTORY, () -> root.unlink(bytes("d")));
      refused(Reason.NOT_A_DIRECTORY, () -> d.removeDirectory(bytes("f")));
      d.unlink(bytes("f"));
      root.removeDirectory(bytes("d"));
      refused(Reason.ABSENT, () -> root.removeDirectory(bytes("d")));
      refused(Reason.ABSENT, () -> root.unlink(bytes("d")));
    }
    assertEquals("", names(""));
  }

  @Test
  default void aRemovedDirectoryStaysOpenButIsNotListed() throws TreeException {
    mkdir("d");
    try (Directory root = root();
        Directory d = open("d")) {
      root.removeDirectory(bytes("d"));
      refused(Reason.ABSENT, d::list);
      assertEquals(0, d.stat().links());
      assertNull(d.stat(bytes("x")));
      refused(Reason.ABSENT, () -> d.create(bytes("x"), 0644));
      refused(Reason.ABSENT, () -> d.makeDirectory(bytes("x"), 0755));
      d.setMode(0700);
    }
  }

  @Test
  default void aRenamedDirectoryStaysOpen() throws TreeException {
    mkdir("d");
    mkdir("e");
    write("d/f", "1");
    try (Directory root = root();
        Directory d = open("d");
        Directory e = open("e")) {
      root.rename(bytes("d"), e, bytes("d2"));
      d.rename(bytes("f"), d, bytes("g"));
      assertEquals("1", read("e/d2/g"));
      assertEquals("e", names(""));
      assertEquals(3, stat(root, "e").links());
    }
  }

  @Test
  default void renameReplaces() throws TreeException {
    write("a", "1");
    write("b", "2");
    mkdir("d");
    mkdir("e");
    write("d/f", "3");
    try (Directory root = root();
        OpenFile old = root.openFile(bytes("b"))) {
      root.rename(bytes("a"), root, bytes("b"));
      root.rename(bytes("d"), root, bytes("e"));
      assertEquals("2", text(old));
      assertEquals(0, old.stat().links());
    }
    assertEquals("b e", names(""));
    assertEquals("1", read("b"));
    assertEquals("3", read("e/f"));
  }

  @Test
  default void renameKeepsTypesApart() throws TreeException {
    write("f", "1");
    mkdir("d");
    mkdir("full");
    write("full/f", "2");
    try (Directory root = root()) {
      root.makeSymlink(bytes("l"), bytes("d"));
      refused(Reason.IS_A_DIRECTORY, () -> root.rename(bytes("f"), root, bytes("d")));
      refused(Reason.NOT_A_DIRECTORY, () -> root.rename(bytes("d"), root, bytes("f")));
      refused(Reason.NOT_A_DIRECTORY, () -> root.rename(bytes("d"), root, bytes("l")));
      refused(Reason.NOT_EMPTY, () -> root.rename(bytes("d"), root, bytes("full")));
      refused(Reason.ABSENT, () -> root.rename(bytes("x"), root, bytes("y")));
      root.rename(bytes("f"), root, bytes("l"));
      assertEquals(FileType.REGULAR, stat(root, "l").type());
    }
  }

  @Test
  default void aDirectoryDoesNotGoBelowItself() throws TreeException {
    mkdir("d");
    mkdir("d/e");
    try (Directory root = root();
        Directory d = open("d");
        Directory e = open("d/e")) {
      refused(Reason.UNSUPPORTED, () -> root.rename(bytes("d"), d, bytes("x")));
      refused(Reason.UNSUPPORTED, () -> root.rename(bytes("d"), e, bytes("x")));
      refused(Reason.NOT_EMPTY, () -> d.rename(bytes("e"), root, bytes("d")));
      root.rename(bytes("d"), root, bytes("d"));
    }
  }

  @Test
  default void renamingOneNameOverAnotherOfTheSameInodeDoesNothing() throws TreeException {
    write("a", "1");
    try (Directory root = root()) {
      root.link(bytes("a"), root, bytes("b"));
      root.rename(bytes("a"), root, bytes("b"));
    }
    assertEquals("a b", names(""));
  }

  @Test
  default void theRootIsChecked() throws TreeException {
    tree().checkRoot();
    assertFalse(names("").contains("."));
  }

  @Test
  default void nothingWorksWithoutBeingOpen() {
    Directory root = root();
    root.close();
    root.close();
    assertThrows(IllegalStateException.class, root::list);
    assertThrows(IllegalStateException.class, () -> root.stat(bytes("a")));
  }
}
