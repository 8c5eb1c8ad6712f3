package lockstep.tree;

import static lockstep.tree.TreeContract.bytes;
import static lockstep.tree.TreeContract.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import lockstep.tree.TreeException.Reason;
import org.junit.jupiter.api.Test;

/// Mode, owner, times and devices.
interface TreeContractAttributes extends TreeContract {
  /// Whether the process may give files away.
  boolean isPrivileged();

  @Test
  default void setsModes() throws TreeException {
    mkdir("d");
    write("f", "");
    try (Directory root = root();
        Directory d = open("d");
        OpenFile f = root.openForUpdate(bytes("f"))) {
      root.setMode(bytes("f"), 04640);
      assertEquals(04640, f.stat().mode());
      f.setMode(0600);
      assertEquals(0600, stat(root, "f").mode());
      d.setMode(01777);
      assertEquals(01777, stat(root, "d").mode());
      root.setMode(bytes("d"), 0700);
      assertEquals(0700, d.stat().mode());
      refused(Reason.ABSENT, () -> root.setMode(bytes("x"), 0644));
    }
  }

  @Test
  default void makesWithModes() throws TreeException {
    try (Directory root = root()) {
      root.makeDirectory(bytes("d"), 06700);
      root.create(bytes("f"), 04500).close();
      root.makeNode(bytes("p"), FileType.FIFO, 0604, 0);
      assertEquals(0700, stat(root, "d").mode());
      assertEquals(04500, stat(root, "f").mode());
      assertEquals(0604, stat(root, "p").mode());
      root.makeSymlink(bytes("l"), bytes("f"));
      assertEquals(0777, stat(root, "l").mode());
    }
  }

  @Test
  default void linksHaveNoMode() throws TreeException {
    write("f", "");
    try (Directory root = root()) {
      root.setMode(bytes("f"), 0600);
      root.makeSymlink(bytes("l"), bytes("f"));
      refused(Reason.UNSUPPORTED, () -> root.setMode(bytes("l"), 0644));
      assertEquals(0600, stat(root, "f").mode());
    }
  }

  @Test
  default void setsOwners() throws TreeException {
    assumeTrue(isPrivileged());
    mkdir("d");
    write("f", "");
    try (Directory root = root();
        Directory d = open("d");
        OpenFile f = root.openForUpdate(bytes("f"))) {
      root.makeSymlink(bytes("l"), bytes("f"));
      root.setOwner(bytes("f"), 7, 8);
      f.setOwner(-1, 9);
      d.setOwner(3, -1);
      root.setOwner(bytes("l"), 5, 6);
      assertEquals("7:9", owner(stat(root, "f")));
      assertEquals("3:" + root.stat().gid(), owner(stat(root, "d")));
      assertEquals("5:6", owner(stat(root, "l")));
      refused(Reason.ABSENT, () -> root.setOwner(bytes("x"), 1, 1));
    }
  }

  private static String owner(Stat stat) {
    return stat.uid() + ":" + stat.gid();
  }

  @Test
  default void anOwnerTakesSetUserIdAway() throws TreeException {
    assumeTrue(isPrivileged());
    mkdir("d");
    write("f", "");
    write("g", "");
    try (Directory root = root()) {
      root.setMode(bytes("f"), 06755);
      root.setMode(bytes("g"), 06745);
      root.setMode(bytes("d"), 06755);
      for (String name : new String[] {"d", "f", "g"}) {
        root.setOwner(bytes(name), 7, 7);
      }
      assertEquals(0755, stat(root, "f").mode());
      assertEquals(02745, stat(root, "g").mode());
      assertEquals(06755, stat(root, "d").mode());
    }
  }

  @Test
  default void aGroupIsHandedDown() throws TreeException {
    assumeTrue(isPrivileged());
    mkdir("d");
    try (Directory root = root();
        Directory d = open("d")) {
      root.setOwner(bytes("d"), 0, 7);
      root.setMode(bytes("d"), 02755);
      mkdir("d/e");
      write("d/f", "");
      assertEquals(7, stat(d, "e").gid());
      assertEquals(02000, stat(d, "e").mode() & 07000);
      assertEquals(7, stat(d, "f").gid());
      assertEquals(0, stat(d, "f").mode() & 07000);
    }
  }

  @Test
  default void setsTimesInNanoseconds() throws TreeException {
    mkdir("d");
    write("f", "");
    try (Directory root = root();
        Directory d = open("d");
        OpenFile f = root.openForUpdate(bytes("f"))) {
      root.makeSymlink(bytes("l"), bytes("f"));
      var first = new Timestamp(1_000_000_000, 123_456_789);
      var second = new Timestamp(-1, 999_999_999);
      root.setTime(bytes("l"), first);
      assertEquals(first, stat(root, "l").mtime());
      root.setTime(bytes("f"), first);
      assertEquals(first, f.stat().mtime());
      f.setTime(second);
      assertEquals(second, stat(root, "f").mtime());
      d.setTime(second);
      assertEquals(second, stat(root, "d").mtime());
      refused(Reason.ABSENT, () -> root.setTime(bytes("x"), first));
    }
  }

  @Test
  default void anEntryChangesTheTimeOfItsDirectory() throws TreeException {
    var past = new Timestamp(5, 0);
    mkdir("d");
    write("d/f", "1");
    try (Directory root = root();
        Directory d = open("d")) {
      d.setTime(past);
      try (OpenFile f = d.openForUpdate(bytes("f"))) {
        f.write(ByteBuffer.wrap(bytes("2")), 0);
      }
      d.setMode(bytes("f"), 0600);
      assertEquals(past, d.stat().mtime());
      d.rename(bytes("f"), root, bytes("g"));
      assertNotEquals(past, d.stat().mtime());
      d.setTime(past);
      root.rename(bytes("g"), d, bytes("f"));
      assertNotEquals(past, d.stat().mtime());
      d.setTime(past);
      d.link(bytes("f"), d, bytes("g"));
      assertNotEquals(past, d.stat().mtime());
      d.setTime(past);
      d.unlink(bytes("f"));
      assertNotEquals(past, d.stat().mtime());
    }
  }

  @Test
  default void aChangeThatFollowsALookShows() throws TreeException {
    write("f", "1");
    try (Directory root = root();
        OpenFile f = root.openForUpdate(bytes("f"))) {
      for (int i = 0; i < 20; i++) {
        Stat before = stat(root, "f");
        f.write(ByteBuffer.wrap(bytes("2")), 0);
        Stat after = stat(root, "f");
        assertFalse(after.isUnchanged(before));
        f.setTime(before.mtime());
        assertFalse(f.stat().isUnchanged(after));
        assertTrue(f.stat().ctime().compareTo(after.ctime()) > 0);
      }
    }
  }

  @Test
  default void countsSubdirectories() throws TreeException {
    mkdir("d");
    mkdir("d/e");
    write("d/f", "");
    try (Directory d = open("d")) {
      assertEquals(3, d.stat().links());
      d.removeDirectory(bytes("e"));
      assertEquals(2, d.stat().links());
    }
  }

  @Test
  default void keepsDeviceNumbers() throws TreeException {
    assumeTrue(isPrivileged());
    try (Directory root = root()) {
      root.makeNode(bytes("n"), FileType.CHARACTER_DEVICE, 0600, 0x103);
      root.makeNode(bytes("b"), FileType.BLOCK_DEVICE, 0600, 0x700);
      assertEquals(0x103, stat(root, "n").rdev());
      assertEquals(FileType.BLOCK_DEVICE, stat(root, "b").type());
      refused(Reason.OTHER, () -> root.openFile(bytes("n")));
    }
  }
}
