package lockstep;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import lockstep.Invocation.ConfigPath;
import lockstep.config.ConfigurationException;
import lockstep.event.AbsolutePath;
import lockstep.linux.Processes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
  @TempDir Path directory;

  @Test
  void readsBytes() throws Exception {
    var content = new byte[100_000];
    content[99_999] = (byte) 0xff;
    Path file = Files.write(directory.resolve("conf.lua"), content);
    assertArrayEquals(content, read(file).content());
    assertEquals(List.of(), read(file).warnings());
  }

  @Test
  void aLinkIsFollowed() throws Exception {
    Files.writeString(directory.resolve("aim"), "x");
    Path link = Files.createSymbolicLink(directory.resolve("conf.lua"), Path.of("aim"));
    assertArrayEquals(new byte[] {'x'}, read(link).content());
  }

  @Test
  void everybodysFileIsWarnedOf() throws Exception {
    Path file = Files.writeString(directory.resolve("conf.lua"), "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--rw-"));
    assertEquals(
        List.of(
            file
                + " can be written by everybody, who may so run programs as this user (chmod o-w)"),
        read(file).warnings());
  }

  @Test
  void whatItRunsIsLookedAtLikewise() throws Exception {
    Path file = Files.writeString(directory.resolve("part.lua"), "x");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--rw-"));
    Path link = Files.createSymbolicLink(directory.resolve("link.lua"), file);
    var warnings = new ArrayList<String>();
    assertArrayEquals(new byte[] {'x'}, program(link, warnings));
    assertEquals(
        List.of(
            file
                + " can be written by everybody, who may so run programs as this user (chmod o-w)"),
        warnings);
    Path none = directory.resolve("none.lua");
    assertThrows(IOException.class, () -> program(none, warnings));
  }

  private static byte[] program(Path file, List<String> warnings) throws IOException {
    return ConfigFile.readProgram(file.toString().getBytes(StandardCharsets.UTF_8), warnings::add);
  }

  @Test
  void anotherUsersFileIsWarnedOf() throws Exception {
    assumeTrue(Processes.geteuid() == 0, "only root can make one");
    Path file = Files.writeString(directory.resolve("conf.lua"), "");
    Files.setAttribute(file, "unix:uid", 65_534);
    assertEquals(
        List.of(
            file + " belongs to another user, number 65534, who may so run programs as this user"),
        read(file).warnings());
  }

  @Test
  void aGroupsFileIsWarnedOf() throws Exception {
    Path file = Files.writeString(directory.resolve("conf.lua"), "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
    Object group = Files.getAttribute(file, "unix:gid");
    assertEquals(
        List.of(
            file
                + " can be written by group "
                + group
                + ", who may so run programs as this user (chmod g-w)"),
        read(file).warnings());
  }

  @Test
  void aDirectoryInWhichItCouldBeExchangedIsWarnedOf() throws Exception {
    Path open = Files.createDirectories(directory.resolve("open"));
    Path below = Files.createDirectory(open.resolve("below"));
    Path file = Files.writeString(below.resolve("conf.lua"), "");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xrwx"));
    Path link = Files.createSymbolicLink(directory.resolve("link.lua"), file);
    assertEquals(
        List.of(
            "the directory "
                + open.toRealPath()
                + ", with "
                + link
                + " below it, can be written by everybody, who may so run programs as this user"
                + " (chmod o-w)"),
        read(link).warnings());
    Files.setAttribute(open, "unix:mode", 01777);
    assertEquals(List.of(), read(link).warnings());
  }

  @Test
  void anotherUsersDirectoryIsWarnedOf() throws Exception {
    assumeTrue(Processes.geteuid() == 0, "only root can make one");
    Path theirs = Files.createDirectory(directory.resolve("theirs"));
    Path file = Files.writeString(theirs.resolve("conf.lua"), "");
    Files.setAttribute(theirs, "unix:uid", 65_534);
    assertEquals(
        List.of(
            "the directory "
                + theirs.toRealPath()
                + ", with "
                + file
                + " below it, belongs to another user, number 65534, who may so run programs as"
                + " this user"),
        read(file).warnings());
  }

  @Test
  void aFifoIsNoFile() throws Exception {
    Path fifo = directory.resolve("fifo");
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    var e = assertThrows(ConfigurationException.class, () -> read(fifo));
    assertEquals("cannot read " + fifo + ": it is no regular file", e.getMessage());
  }

  @Test
  void aDeviceIsNoFile() {
    var e = assertThrows(ConfigurationException.class, () -> read(Path.of("/dev/zero")));
    assertEquals("cannot read /dev/zero: it is no regular file", e.getMessage());
  }

  @Test
  void aHugeFileIsRefusedBeforeItIsRun() throws Exception {
    Path file = directory.resolve("conf.lua");
    try (var channel = Files.newByteChannel(file, CREATE_NEW, WRITE, SPARSE)) {
      channel.position(64L << 30).write(ByteBuffer.allocate(1));
    }
    var e = assertThrows(ConfigurationException.class, () -> read(file));
    assertEquals("cannot read " + file + ": it is longer than 4 MiB", e.getMessage());
  }

  @Test
  void aMissingFileIsNamedAsItWasTyped() {
    var e = assertThrows(ConfigurationException.class, () -> read(directory.resolve("none")));
    assertEquals("Cannot find config file at 'typed'.", e.getMessage());
  }

  @Test
  void aDirectoryIsNoFile() {
    var e = assertThrows(ConfigurationException.class, () -> read(directory));
    assertEquals("cannot read " + directory + ": EISDIR (Is a directory)", e.getMessage());
  }

  private static ConfigFile read(Path path) throws ConfigurationException {
    return ConfigFile.read(new ConfigPath(AbsolutePath.of(path.toString()), "typed"));
  }
}
