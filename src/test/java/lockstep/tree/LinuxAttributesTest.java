package lockstep.tree;

import static lockstep.tree.LinuxFixture.assertRefused;
import static lockstep.tree.LinuxFixture.name;
import static lockstep.tree.LinuxFixture.path;
import static lockstep.tree.LinuxFixture.stat;
import static lockstep.tree.LinuxFixture.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lockstep.event.RelativePath;
import lockstep.linux.Processes;
import lockstep.tree.TreeException.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Extended attributes and ACLs on disk.
final class LinuxAttributesTest {
  private static final byte[] USER = name("user.lockstep");
  private static final byte[] ACL = name("system.posix_acl_access");

  @TempDir Path temporary;
  private Tree tree;
  private Directory directory;

  @BeforeEach
  void openRoot() throws IOException {
    Path root = Files.createDirectory(temporary.resolve("root"));
    tree = LinuxTree.open(path(root));
    directory = tree.open(RelativePath.ROOT);
    write(directory, "file", "");
    directory.makeDirectory(name("directory"), 0700);
    directory.makeSymlink(name("link"), name("../outside"));
    Files.createFile(temporary.resolve("outside"));
  }

  @AfterEach
  void closeRoot() {
    directory.close();
    tree.close();
  }

  /// Not all file systems have what a test is about.
  private static void set(Directory.Attributes attributes, byte[] name, byte[] value)
      throws TreeException {
    try {
      attributes.set(name, value);
    } catch (TreeException e) {
      if (e.reason() == Reason.UNSUPPORTED) {
        abort(e.getMessage());
      }
      throw e;
    }
  }

  private static Set<String> names(Directory.Attributes attributes) throws TreeException {
    return attributes.names().stream()
        .map(name -> new String(name, StandardCharsets.ISO_8859_1))
        .filter(name -> !name.startsWith("security.")) // SELinux and others label every file
        .collect(Collectors.toSet());
  }

  @Test
  void roundTripByNameAndByDescriptor() throws TreeException {
    byte[] value = {0, -1, '\n', 0, 5};
    try (OpenFile open = directory.openFile(name("file"));
        Directory.Attributes byDescriptor = open.attributes();
        Directory.Attributes byName = directory.attributes(name("file"))) {
      for (Directory.Attributes attributes : List.of(byName, byDescriptor)) {
        assertEquals(Set.of(), names(attributes));
        assertNull(attributes.get(USER));
        set(attributes, USER, value);
        attributes.set(name("user.empty"), new byte[0]);
        assertEquals(Set.of("user.lockstep", "user.empty"), names(byName));
        assertEquals(Set.of("user.lockstep", "user.empty"), names(byDescriptor));
        assertArrayEquals(value, byName.get(USER));
        assertArrayEquals(value, byDescriptor.get(USER));
        assertArrayEquals(new byte[0], attributes.get(name("user.empty")));
        attributes.remove(USER);
        attributes.remove(USER);
        attributes.remove(name("user.empty"));
      }
    }
  }

  @Test
  void directoriesHaveThemToo() throws TreeException {
    try (Directory open = directory.open(name("directory"));
        Directory.Attributes itself = open.attributes();
        Directory.Attributes byName = directory.attributes(name("directory"))) {
      set(itself, USER, name("value"));
      assertArrayEquals(name("value"), byName.get(USER));
    }
  }

  @Test
  void accessControlListsComeBackAsTheyWere() throws TreeException {
    byte[] acl = accessControlList();
    try (Directory.Attributes file = directory.attributes(name("file"))) {
      set(file, ACL, acl);
      assertArrayEquals(acl, file.get(ACL));
      assertEquals(Set.of("system.posix_acl_access"), names(file));
      assertEquals(0640, stat(directory, "file").mode(), "the mask stands where the group stood");
    }
    try (Directory.Attributes d = directory.attributes(name("directory"))) {
      d.set(name("system.posix_acl_default"), acl);
      assertArrayEquals(acl, d.get(name("system.posix_acl_default")));
    }
  }

  /// `u::rw,u:1000:r,g::r,m::r,o::-` as `acl(5)` in the kernel: version 2, then tag, permissions
  /// and id of each entry.
  private static byte[] accessControlList() {
    var acl = ByteBuffer.allocate(4 + 5 * 8).order(ByteOrder.LITTLE_ENDIAN);
    acl.putInt(2);
    acl.putShort((short) 0x01).putShort((short) 6).putInt(-1);
    acl.putShort((short) 0x02).putShort((short) 4).putInt(1000);
    acl.putShort((short) 0x04).putShort((short) 4).putInt(-1);
    acl.putShort((short) 0x10).putShort((short) 4).putInt(-1);
    acl.putShort((short) 0x20).putShort((short) 0).putInt(-1);
    return acl.array();
  }

  @Test
  void attributesOfALinkAreItsOwn() throws TreeException {
    assumeTrue(Processes.geteuid() == 0);
    byte[] trusted = name("trusted.lockstep");
    try (Tree around = LinuxTree.open(path(temporary));
        Directory above = around.open(RelativePath.ROOT);
        Directory.Attributes outside = above.attributes(name("outside"));
        Directory.Attributes link = directory.attributes(name("link"))) {
      set(outside, USER, name("secret"));
      assertEquals(Set.of(), names(link));
      assertNull(link.get(USER));
      assertRefused(Reason.DENIED, () -> link.set(USER, name("x")));
      set(link, trusted, name("link"));
      assertArrayEquals(name("link"), link.get(trusted));
      assertNull(outside.get(trusted));
      link.remove(trusted);
      assertArrayEquals(name("secret"), outside.get(USER));
    }
  }

  @Test
  void refusals() throws TreeException {
    try (Directory.Attributes absent = directory.attributes(name("absent"));
        Directory.Attributes file = directory.attributes(name("file"))) {
      assertRefused(Reason.ABSENT, absent::names);
      assertRefused(Reason.UNSUPPORTED, () -> file.set(name("nonsense"), new byte[1]));
      assertRefused(Reason.NO_SPACE, () -> file.set(USER, new byte[65537]));
      assertNull(file.get(name("nonsense")));
    }
  }
}
