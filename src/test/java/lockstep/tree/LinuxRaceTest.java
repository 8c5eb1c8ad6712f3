package lockstep.tree;

import static lockstep.tree.LinuxFixture.name;
import static lockstep.tree.LinuxFixture.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import lockstep.event.RelativePath;
import lockstep.linux.Entries;
import lockstep.tree.TreeException.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Somebody swaps entries with links that lead out, all the time: nothing outside is read or
/// changed.
final class LinuxRaceTest {
  private static final int ROUNDS = 2_000;
  private static final Set<Reason> MISSED = Set.of(Reason.NOT_A_DIRECTORY, Reason.UNSUPPORTED);

  @TempDir Path temporary;
  private Path outside;
  private Path root;

  @BeforeEach
  void makeRoot() throws IOException {
    outside = Files.createDirectory(temporary.resolve("outside"));
    root = Files.createDirectory(temporary.resolve("root"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void directoriesAreNeverOpenedThroughALink(boolean walks) throws Exception {
    Files.createDirectories(outside.resolve("deep"));
    Files.createDirectories(root.resolve("d/deep"));
    Files.createSymbolicLink(root.resolve("link"), Path.of("../outside"));
    int opened = 0;
    try (Tree tree = LinuxTree.open(path(root), new LinuxOpener(walks));
        var swapper = new Swapper(tree, "d", "link")) {
      for (int i = 0; i < ROUNDS || opened == 0 || swapper.swaps == 0; i++) {
        try (Directory deep = tree.open(RelativePath.of("d/deep"))) {
          deep.create(name("file" + i), 0600).close();
          opened++;
        } catch (TreeException e) {
          assertTrue(MISSED.contains(e.reason()), e::getMessage);
        }
      }
    }
    assertEquals(0, outside.resolve("deep").toFile().list().length);
  }

  @Test
  void attributesAreNeverSetThroughALink() throws Exception {
    Path secret = Files.createFile(outside.resolve("secret"));
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Files.createFile(root.resolve("file"));
    Files.createSymbolicLink(root.resolve("link"), Path.of("../outside/secret"));
    try (Tree tree = LinuxTree.open(path(root));
        Directory directory = tree.open(RelativePath.ROOT);
        var _ = new Swapper(tree, "file", "link")) {
      for (int i = 0; i < ROUNDS; i++) {
        try {
          int mode = i % 2 == 0 ? 0644 : 0666;
          if (i % 3 == 0) {
            LinuxMode.setHeld(directory.descriptor(), name("file"), mode);
          } else {
            directory.setMode(name("file"), mode);
          }
        } catch (TreeException e) {
          assertTrue(MISSED.contains(e.reason()), e::getMessage);
        }
      }
    }
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)));
  }

  /// Exchanges two entries of the root until it is closed.
  private static final class Swapper implements AutoCloseable {
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Thread thread;
    private final Directory directory;
    private volatile int swaps;

    Swapper(Tree tree, String one, String other) throws TreeException {
      directory = tree.open(RelativePath.ROOT);
      thread = Thread.ofPlatform().start(() -> swap(name(one), name(other)));
    }

    private void swap(byte[] one, byte[] other) {
      int fd = directory.descriptor();
      int done = 0;
      while (!stopped.get() || done % 2 == 1) {
        if (Entries.renameat2(fd, one, fd, other, Entries.RENAME_EXCHANGE) == 0) {
          swaps = ++done;
        }
      }
    }

    @Override
    public void close() {
      stopped.set(true);
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      directory.close();
    }
  }
}
