package lockstep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
