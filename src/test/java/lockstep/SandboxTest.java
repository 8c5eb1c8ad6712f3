package lockstep;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which directories a [Sandbox] refuses.
class SandboxTest {
  @Test
  void refusesWhatIsNotAnEmptyDirectoryOfItsOwn(@TempDir Path full) throws IOException {
    Files.createFile(full.resolve("file"));
    Files.createSymbolicLink(full.resolve("link"), full);
    for (Path bad :
        new Path[] {
          full,
          full.resolve("file"),
          full.resolve("link"),
          full.resolve("missing"),
          Path.of("/"),
          Path.of("/etc"),
          Path.of("."),
          Path.of("")
        }) {
      assertThrows(IllegalArgumentException.class, () -> Sandbox.create(bad), bad.toString());
    }
    assertTrue(Files.exists(full.resolve("file")));
  }

  @Test
  void refusesTheTemporaryDirectoryThatIsAnotherOneInside() throws IOException {
    Path below = Files.createTempDirectory(Path.of("/tmp"), "lockstep-");
    try {
      assertThrows(IllegalArgumentException.class, () -> Sandbox.create(below));
    } finally {
      Files.delete(below);
    }
  }
}
