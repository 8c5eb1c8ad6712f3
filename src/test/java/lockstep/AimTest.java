package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lockstep.config.CommandLineSync;
import lockstep.config.ConfigurationException;
import lockstep.config.Overrides;
import lockstep.config.SyncDefinition;
import lockstep.event.AbsolutePath;
import lockstep.lua.LuaConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AimTest {
  @TempDir Path directory;
  private List<SyncDefinition> syncs = List.of();

  @BeforeEach
  void makeTrees() throws Exception {
    Files.createDirectories(directory.resolve("source/new"));
    Files.createDirectories(directory.resolve("target/old"));
    var sync = new CommandLineSync("direct", List.of(bytes("source"), bytes("target")));
    syncs = LuaConfig.ofCommandLine(List.of(sync), Overrides.NONE).syncs();
  }

  @Test
  void aPathMayBeOnEitherSide() throws Exception {
    for (String path : List.of("source/new", "target/new", "source/old", "target/old")) {
      List<Aim> aims = Aim.of(syncs, AbsolutePath.of(bytes(path)));
      assertEquals(
          List.of(path.substring(7)), aims.stream().map(aim -> aim.from().toString()).toList());
    }
  }

  @Test
  void aMistypedPathIsNotEqual() {
    for (String path : List.of("source/nwe", "target/nwe", "source/nwe/x")) {
      var e =
          assertThrows(
              ConfigurationException.class, () -> Aim.of(syncs, AbsolutePath.of(bytes(path))));
      assertEquals(
          directory + "/" + path + " is there neither in the source nor in the target",
          e.getMessage());
    }
  }

  private byte[] bytes(String path) {
    return (directory + "/" + path).getBytes(StandardCharsets.UTF_8);
  }
}
