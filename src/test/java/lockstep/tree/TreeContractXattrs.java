package lockstep.tree;

import static lockstep.tree.TreeContract.bytes;
import static lockstep.tree.TreeContract.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import lockstep.tree.TreeException.Reason;
import org.junit.jupiter.api.Test;

/// Extended attributes.
interface TreeContractXattrs extends TreeContract {
  /// Whether the process may give files away.
  boolean isPrivileged();

  @Test
  default void keepsExtendedAttributes() throws TreeException {
    mkdir("d");
    write("f", "");
    try (Directory root = root();
        Directory d = open("d");
        OpenFile f = root.openForUpdate(bytes("f"));
        Directory.Attributes named = root.attributes(bytes("f"));
        Directory.Attributes opened = f.attributes();
        Directory.Attributes ofDirectory = d.attributes()) {
      assertNull(named.get(bytes("user.a")));
      named.set(bytes("user.a"), bytes("1\0\377"));
      opened.set(bytes("user.b"), bytes(""));
      assertArrayEquals(bytes("1\0\377"), opened.get(bytes("user.a")));
      assertArrayEquals(bytes(""), named.get(bytes("user.b")));
      assertEquals(2, opened.names().stream().filter(name -> name[0] == 'u').count());
      named.set(bytes("user.a"), bytes("2"));
      assertArrayEquals(bytes("2"), named.get(bytes("user.a")));
      named.remove(bytes("user.a"));
      named.remove(bytes("user.a"));
      assertNull(opened.get(bytes("user.a")));
      ofDirectory.set(bytes("user.d"), bytes("3"));
      assertArrayEquals(bytes("3"), ofDirectory.get(bytes("user.d")));
    }
  }

  @Test
  default void notEverythingHasUserAttributes() throws TreeException {
    try (Directory root = root()) {
      root.makeSymlink(bytes("l"), bytes("nowhere"));
      root.makeNode(bytes("p"), FileType.FIFO, 0644, 0);
      for (String name : new String[] {"l", "p"}) {
        try (Directory.Attributes attributes = root.attributes(bytes(name))) {
          refused(Reason.DENIED, () -> attributes.set(bytes("user.a"), bytes("1")));
          assertNull(attributes.get(bytes("user.a")));
          refused(Reason.UNSUPPORTED, () -> attributes.set(bytes("nonsense"), bytes("1")));
        }
      }
    }
  }

  @Test
  default void aWriteTakesCapabilitiesAway() throws TreeException {
    assumeTrue(isPrivileged());
    byte[] name = bytes("security.capability");
    byte[] value = new byte[20]; // struct vfs_cap_data, revision 2
    value[3] = 2;
    value[4] = 1;
    write("f", "1");
    write("g", "1");
    try (Directory root = root();
        OpenFile f = root.openForUpdate(bytes("f"));
        Directory.Attributes ofF = f.attributes();
        Directory.Attributes ofG = root.attributes(bytes("g"))) {
      ofF.set(name, value);
      ofG.set(name, value);
      f.write(ByteBuffer.wrap(bytes("2")), 0);
      root.setOwner(bytes("g"), 7, 7);
      assertNull(ofF.get(name));
      assertNull(ofG.get(name));
    }
  }
}
