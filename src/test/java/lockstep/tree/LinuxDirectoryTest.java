package lockstep.tree;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static lockstep.tree.LinuxFixture.assertRefused;
import static lockstep.tree.LinuxFixture.listing;
import static lockstep.tree.LinuxFixture.name;
import static lockstep.tree.LinuxFixture.path;
import static lockstep.tree.LinuxFixture.read;
import static lockstep.tree.LinuxFixture.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import lockstep.event.RelativePath;
import lockstep.linux.Processes;
import lockstep.tree.TreeException.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// Entries of a directory on disk, as Lockstep sees and makes them and as the JDK sees them.
final class LinuxDirectoryTest {
  @TempDir Path temporary;
  private Path root;
  private Tree tree;
  private Directory directory;

  @BeforeEach
  void openRoot() throws IOException {
    root = Files.createDirectory(temporary.resolve("root"));
    tree = LinuxTree.open(path(root));
    directory = tree.open(RelativePath.ROOT);
  }

  @AfterEach
  void closeRoot() {
    directory.close();
    tree.close();
  }

  private Stat stat(String name) throws TreeException {
    return LinuxFixture.stat(directory, name);
  }

  @Test
  void namesAreBytes() throws TreeException {
    var names =
        List.of(
            "a\nb",
            "caf\u00e9",
            "\u00ff\u00fe",
            "-rf",
            " ",
            "*",
            "\u0001",
            "...",
            "..a",
            ".x",
            "\u00c3\u00a9",
            "x".repeat(255),
            "\u00e9".repeat(255),
            "\\",
            "'\"$(x)");
    var listed = new HashSet<String>();
    for (String name : names) {
      write(directory, name, "content of " + name);
    }
    for (Directory.Entry entry : directory.list()) {
      listed.add(new String(entry.name(), ISO_8859_1));
    }
    assertEquals(Set.copyOf(names), listed);
    for (String name : names) {
      assertEquals("content of " + name, read(directory, name));
      directory.rename(name(name), directory, name("moved"));
      directory.unlink(name("moved"));
    }
    assertEquals(List.of(), listing(directory));
    assertRefused(Reason.NAME_TOO_LONG, () -> directory.create(name("x".repeat(256)), 0600));
    assertRefused(Reason.NAME_TOO_LONG, () -> directory.create(name("x".repeat(9000)), 0600));
  }

  @Test
  void whatIsNoSingleNameIsRefused() throws IOException {
    Files.createFile(temporary.resolve("outside"));
    byte[] good = name("good");
    for (String wrong : List.of("", ".", "..", "a/b", "/", "../outside", "/etc/passwd", "a\0b")) {
      byte[] name = name(wrong);
      assertWrong(() -> directory.stat(name));
      assertWrong(() -> directory.open(name));
      assertWrong(() -> directory.openFile(name));
      assertWrong(() -> directory.openForUpdate(name));
      assertWrong(() -> directory.create(name, 0600));
      assertWrong(() -> directory.makeDirectory(name, 0700));
      assertWrong(() -> directory.makeSymlink(name, good));
      assertWrong(() -> directory.makeNode(name, FileType.FIFO, 0600, 0));
      assertWrong(() -> directory.link(name, directory, good));
      assertWrong(() -> directory.link(good, directory, name));
      assertWrong(() -> directory.readLink(name));
      assertWrong(() -> directory.rename(name, directory, good));
      assertWrong(() -> directory.rename(good, directory, name));
      assertWrong(() -> directory.unlink(name));
      assertWrong(() -> directory.removeDirectory(name));
      assertWrong(() -> directory.setOwner(name, -1, -1));
      assertWrong(() -> directory.setMode(name, 0600));
      assertWrong(() -> directory.setTime(name, new Timestamp(1, 1)));
      assertWrong(() -> directory.attributes(name));
    }
  }

  private static void assertWrong(Executable operation) {
    assertThrows(IllegalArgumentException.class, operation);
  }

  @Test
  void noOperationFollowsALinkAtTheEnd() throws IOException {
    Path outside = Files.createFile(temporary.resolve("outside"));
    Files.setLastModifiedTime(outside, FileTime.from(Instant.ofEpochSecond(1000)));
    Map<String, Object> before =
        Files.readAttributes(outside, "unix:mode,lastModifiedTime,ctime,uid,nlink");
    byte[] link = name("link");
    directory.makeSymlink(link, name("../outside"));

    assertEquals(FileType.SYMLINK, stat("link").type());
    assertEquals("../outside", new String(directory.readLink(link), ISO_8859_1));
    assertRefused(Reason.NOT_A_DIRECTORY, () -> directory.open(link));
    assertRefused(Reason.NOT_A_DIRECTORY, () -> directory.openFile(link));
    assertRefused(Reason.NOT_A_DIRECTORY, () -> directory.openForUpdate(link));
    assertRefused(Reason.EXISTS, () -> directory.create(link, 0600));
    assertRefused(Reason.EXISTS, () -> directory.makeDirectory(link, 0700));
    assertRefused(Reason.NOT_A_DIRECTORY, () -> directory.removeDirectory(link));
    assertRefused(Reason.UNSUPPORTED, () -> directory.setMode(link, 0666));
    directory.setOwner(link, Processes.getuid(), -1);
    directory.setTime(link, new Timestamp(-5, 7));
    assertEquals(new Timestamp(-5, 7), stat("link").mtime());
    directory.link(link, directory, name("second"));
    assertEquals(FileType.SYMLINK, stat("second").type());
    directory.rename(link, directory, name("renamed"));
    directory.unlink(name("renamed"));
    directory.unlink(name("second"));

    assertEquals(
        before, Files.readAttributes(outside, "unix:mode,lastModifiedTime,ctime,uid,nlink"));
  }

  @Test
  void makesEveryTypeOfEntry() throws TreeException {
    write(directory, "file", "");
    directory.makeDirectory(name("directory"), 0700);
    directory.makeSymlink(name("link"), name("\u00ff nowhere"));
    directory.makeNode(name("fifo"), FileType.FIFO, 0600, 0);
    directory.makeNode(name("socket"), FileType.SOCKET, 0600, 0);
    assertEquals(
        List.of(
            "directory DIRECTORY", "fifo FIFO", "file REGULAR", "link SYMLINK", "socket SOCKET"),
        listing(directory));
    for (Directory.Entry entry : directory.list()) {
      assertEquals(entry.type(), Objects.requireNonNull(directory.stat(entry.name())).type());
    }
    assertArrayEquals(name("\u00ff nowhere"), directory.readLink(name("link")));
    assertRefused(Reason.EXISTS, () -> directory.makeDirectory(name("link"), 0700));
    assertRefused(Reason.UNSUPPORTED, () -> directory.readLink(name("file")));
  }

  @Test
  void makesDeviceNodes() throws TreeException {
    assumeTrue(Processes.geteuid() == 0);
    long device = 259L << 8 | 0x45 | 0x300L << 12; // major 259, minor 0x345
    try {
      directory.makeNode(name("disk"), FileType.BLOCK_DEVICE, 0600, device);
    } catch (TreeException e) {
      assumeTrue(e.reason() != Reason.DENIED, "root of a container");
      throw e;
    }
    assertEquals(FileType.BLOCK_DEVICE, stat("disk").type());
    assertEquals(device, stat("disk").rdev());
  }

  @Test
  void onlyRegularFilesAreOpenedAndNothingBlocks() throws TreeException {
    directory.makeDirectory(name("directory"), 0700);
    directory.makeNode(name("fifo"), FileType.FIFO, 0600, 0);
    directory.makeNode(name("socket"), FileType.SOCKET, 0600, 0);
    assertRefused(Reason.OTHER, () -> directory.openFile(name("fifo")));
    assertRefused(Reason.OTHER, () -> directory.openForUpdate(name("fifo")));
    assertRefused(Reason.OTHER, () -> directory.openFile(name("socket")));
    assertRefused(Reason.IS_A_DIRECTORY, () -> directory.openFile(name("directory")));
    assertRefused(Reason.IS_A_DIRECTORY, () -> directory.openForUpdate(name("directory")));
    assertRefused(Reason.NOT_A_DIRECTORY, () -> directory.open(name("fifo")));
    assertRefused(Reason.ABSENT, () -> directory.openFile(name("absent")));
    assertNull(directory.stat(name("absent")));
  }

  @Test
  void refusalsHaveReasons() throws TreeException {
    directory.makeDirectory(name("full"), 0700);
    directory.makeDirectory(name("empty"), 0700);
    write(directory, "file", "");
    try (Directory full = directory.open(name("full"))) {
      write(full, "x", "");
      assertRefused(Reason.UNSUPPORTED, () -> directory.rename(name("full"), full, name("y")));
    }
    assertRefused(Reason.NOT_EMPTY, () -> directory.removeDirectory(name("full")));
    assertRefused(Reason.NOT_EMPTY, () -> directory.rename(name("empty"), directory, name("full")));
    assertRefused(Reason.IS_A_DIRECTORY, () -> directory.unlink(name("full")));
    assertRefused(
        Reason.IS_A_DIRECTORY, () -> directory.rename(name("file"), directory, name("full")));
    assertRefused(
        Reason.NOT_A_DIRECTORY, () -> directory.rename(name("full"), directory, name("file")));
    assertRefused(Reason.EXISTS, () -> directory.link(name("file"), directory, name("full")));
    assertRefused(Reason.DENIED, () -> directory.link(name("full"), directory, name("new")));
    assertRefused(Reason.ABSENT, () -> directory.setMode(name("none"), 0600));
  }

  @Test
  void statTellsWhatTheJdkTells() throws IOException {
    write(directory, "file", "x".repeat(5000));
    directory.setMode(name("file"), 06751);
    directory.setTime(name("file"), new Timestamp(1_234_567_890, 123_456_789));
    directory.link(name("file"), directory, name("other"));
    Map<String, Object> jdk =
        Files.readAttributes(root.resolve("file"), "unix:*", LinkOption.NOFOLLOW_LINKS);
    Stat stat = stat("file");
    assertEquals(06751, stat.mode());
    assertEquals(jdk.get("mode"), 0100000 | stat.mode());
    assertEquals(jdk.get("size"), stat.size());
    assertEquals(jdk.get("uid"), stat.uid());
    assertEquals(jdk.get("gid"), stat.gid());
    assertEquals(jdk.get("ino"), stat.inode());
    assertEquals(jdk.get("dev"), stat.device());
    assertEquals(jdk.get("nlink"), (int) stat.links());
    assertEquals(new Timestamp(1_234_567_890, 123_456_789), stat.mtime());
    assertEquals(instant((FileTime) jdk.get("lastModifiedTime")), stat.mtime());
    assertEquals(instant((FileTime) jdk.get("ctime")), stat.ctime());
    assertTrue(stat.blocks() * 512 >= 5000);
    assertTrue(stat.isUnchanged(stat("other")));
  }

  private static Timestamp instant(FileTime time) {
    Instant instant = time.toInstant();
    return new Timestamp(instant.getEpochSecond(), instant.getNano());
  }

  @Test
  void theDirectoryItself() throws TreeException {
    directory.makeDirectory(name("d"), 0700);
    try (Directory d = directory.open(name("d"))) {
      d.setMode(0750);
      d.setOwner(-1, -1);
      d.setTime(new Timestamp(-1, 999_999_999));
      assertTrue(d.stat().isUnchanged(stat("d")));
      assertEquals(0750, d.stat().mode());
      assertEquals(new Timestamp(-1, 999_999_999), d.stat().mtime());
    }
  }

  @Test
  void ownersChangeOneByOne() throws TreeException {
    assumeTrue(Processes.geteuid() == 0);
    write(directory, "file", "");
    directory.setOwner(name("file"), 12, -1);
    directory.setOwner(name("file"), -1, 34);
    try (OpenFile file = directory.openFile(name("file"))) {
      assertEquals(12, file.stat().uid());
      assertEquals(34, file.stat().gid());
      file.setOwner(-2, -1); // 4,294,967,294
      assertEquals(-2, stat("file").uid());
    }
  }

  @Test
  void settingTheTimeLeavesTheAccessTime() throws IOException {
    write(directory, "file", "");
    FileTime access = FileTime.from(Instant.ofEpochSecond(77, 5));
    Files.setAttribute(root.resolve("file"), "lastAccessTime", access);
    directory.setTime(name("file"), new Timestamp(5, 6));
    assertEquals(access, Files.getAttribute(root.resolve("file"), "lastAccessTime"));
  }

  @Test
  void modeIsSetWithoutFchmodat2Too() throws TreeException {
    write(directory, "file", "");
    directory.makeSymlink(name("link"), name("file"));
    assertEquals(0, LinuxMode.setHeld(directory.descriptor(), name("file"), 0421));
    assertEquals(0421, stat("file").mode());
    assertEquals(-95, LinuxMode.setHeld(directory.descriptor(), name("link"), 0644));
    assertEquals(-2, LinuxMode.setHeld(directory.descriptor(), name("none"), 0644));
  }

  @Test
  void bigDirectoriesAreListedWhole() throws TreeException {
    var expected = new HashSet<String>();
    for (int i = 0; i < 10_000; i++) {
      String name = "a message with a name as long as those of a mail server, " + i;
      directory.makeSymlink(name(name), name("x"));
      expected.add(name + " SYMLINK");
    }
    assertEquals(expected, Set.copyOf(listing(directory)));
    assertEquals(expected, Set.copyOf(listing(directory)), "a second time, from the start");
  }

  @Test
  void aRemovedDirectoryIsNotTakenForAnEmptyOne() throws TreeException {
    directory.makeDirectory(name("d"), 0700);
    try (Directory d = directory.open(name("d"))) {
      directory.removeDirectory(name("d"));
      assertEquals(0, d.stat().links());
      assertRefused(Reason.ABSENT, d::list);
      assertRefused(Reason.ABSENT, () -> d.create(name("x"), 0600));
      assertNull(d.stat(name("x")));
    }
  }
}
