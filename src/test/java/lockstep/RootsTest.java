package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import lockstep.config.Configuration;
import lockstep.config.ConfigurationException;
import lockstep.config.InotifyMode;
import lockstep.config.Settings;
import lockstep.config.Target;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import lockstep.filter.Filters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootsTest {
  @TempDir Path temporary;
  private AbsolutePath real = AbsolutePath.of("/");

  @BeforeEach
  void resolve() throws Exception {
    real = Roots.realPath(AbsolutePath.of(temporary.toString()));
    Files.createDirectories(temporary.resolve("src/inner"));
    Files.createDirectory(temporary.resolve("trg"));
    Files.writeString(temporary.resolve("file"), "");
    Files.createSymbolicLink(temporary.resolve("link"), Path.of("src"));
  }

  @Test
  void aSourceIsResolvedAndATargetKeepsItsSpelling() throws Exception {
    Configuration resolved = resolve("link/inner/..", "trg/../new/target");
    assertEquals(at("src"), resolved.syncs().getFirst().source());
    assertEquals(
        new Target.LocalDirectory(at("trg/../new/target")), resolved.syncs().getFirst().target());
  }

  @Test
  void aMissingSourceIsRefused() {
    assertEquals(
        "conf.lua:1: failure getting absolute path of ["
            + at("none")
            + "]\n"
            + "Error: Cannot access source directory: "
            + at("none"),
        refused("none", "trg"));
  }

  @Test
  void aSourceThatIsAFileIsRefused() {
    assertEquals(
        "conf.lua:1: cannot get absolute path of dir '"
            + at("file")
            + "': is not a directory\n"
            + "Error: Cannot access source directory: "
            + at("file"),
        refused("file", "trg"));
  }

  @Test
  void aTargetThatIsAFileIsRefused() {
    assertEquals(
        "conf.lua:1: the target " + at("file") + " is not a directory", refused("src", "file"));
  }

  @Test
  void aTargetThatLeadsIntoTheSourceByALinkIsRefused() {
    String message = refused("src", "link/not/there/yet");
    assertTrue(message.contains("lies inside the source " + at("src")), message);
  }

  @Test
  void theSameDirectoryByALinkIsRefused() {
    String message = refused("link", "src");
    assertTrue(message.contains("are the same directory"), message);
  }

  @Test
  void longestRealPath() throws Exception {
    assertEquals(at("src/inner"), Roots.longestReal(at("link/inner")));
    assertEquals(at("src/a/b"), Roots.longestReal(at("link/a/b")));
    assertEquals(AbsolutePath.of("/none/a"), Roots.longestReal(AbsolutePath.of("/none/a")));
    assertEquals(AbsolutePath.of("/"), Roots.longestReal(AbsolutePath.of("/")));
  }

  @Test
  void filesOfOurOwnAreSparedInSourceAndTarget() throws Exception {
    var settings =
        new Settings(
            at("link/log"),
            null,
            at("trg/status"),
            Duration.ofSeconds(1),
            true,
            false,
            false,
            InotifyMode.CLOSE_WRITE,
            "lsyncd",
            "user",
            null);
    var sync = Definitions.sync("Sync1", at("src"), at("trg"));
    Configuration resolved = Roots.resolve(new Configuration(settings, List.of(sync), List.of()));
    Filters filters = resolved.syncs().getFirst().filters();
    assertTrue(filters.excludes(RelativePath.of("log"), false));
    assertTrue(filters.isProtected(RelativePath.of("status"), false));
    assertTrue(filters.isProtected(RelativePath.of(".status.lockstep"), false));
    assertFalse(filters.isHidden(RelativePath.of("other"), false));
    assertEquals(
        List.of(
            "conf.lua:1: the log file %s lies inside the source %s, and is not copied"
                .formatted(at("link/log"), at("src")),
            "conf.lua:1: the status file %s lies inside the target %s, and is not touched there"
                .formatted(at("trg/status"), at("trg"))),
        resolved.warnings());
  }

  private String refused(String source, String target) {
    return String.valueOf(
        assertThrows(ConfigurationException.class, () -> resolve(source, target)).getMessage());
  }

  private Configuration resolve(String source, String target) throws ConfigurationException {
    return Roots.resolve(
        Definitions.configuration(Definitions.sync("Sync1", at(source), at(target))));
  }

  private AbsolutePath at(String path) {
    return AbsolutePath.of(real + "/" + path);
  }
}
