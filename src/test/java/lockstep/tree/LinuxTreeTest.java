package lockstep.tree;

import static lockstep.tree.LinuxFixture.assertRefused;
import static lockstep.tree.LinuxFixture.listing;
import static lockstep.tree.LinuxFixture.name;
import static lockstep.tree.LinuxFixture.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lockstep.event.RelativePath;
import lockstep.tree.TreeException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Opening: the root, directories below it, and nothing else; with `openat2` and with the walk that
/// stands in for it.
final class LinuxTreeTest {
  @TempDir Path temporary;

  private Tree open(Path root, boolean walks) throws TreeException {
    return LinuxTree.open(path(root), new LinuxOpener(walks));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void opensDirectoriesBelow(boolean walks) throws IOException {
    Files.createDirectories(temporary.resolve("a/b/c"));
    Files.createFile(temporary.resolve("a/b/file"));
    try (Tree tree = open(temporary, walks);
        Directory root = tree.open(RelativePath.ROOT);
        Directory deep = tree.open(RelativePath.of("a/b"))) {
      assertEquals(List.of("a DIRECTORY"), listing(root));
      assertEquals(List.of("c DIRECTORY", "file REGULAR"), listing(deep));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void refusesWhatIsNoDirectoryBelow(boolean walks) throws IOException {
    Path root = Files.createDirectory(temporary.resolve("root"));
    Files.createDirectories(temporary.resolve("outside/d"));
    Files.createDirectory(root.resolve("inside"));
    Files.createFile(root.resolve("file"));
    Files.createSymbolicLink(root.resolve("up"), Path.of(".."));
    Files.createSymbolicLink(root.resolve("absolute"), temporary.resolve("outside"));
    Files.createSymbolicLink(root.resolve("relative"), Path.of("../outside"));
    Files.createSymbolicLink(root.resolve("harmless"), Path.of("inside"));
    Files.createSymbolicLink(root.resolve("magic"), Path.of("/proc/self/task"));
    Files.createSymbolicLink(root.resolve("dangling"), Path.of("nowhere"));
    var paths =
        List.of(
            "up",
            "up/outside",
            "absolute",
            "absolute/d",
            "relative",
            "relative/d",
            "harmless",
            "magic",
            "magic/x",
            "dangling",
            "dangling/x",
            "file",
            "file/x");
    try (Tree tree = open(root, walks)) {
      for (String path : paths) {
        assertRefused(Reason.NOT_A_DIRECTORY, () -> tree.open(RelativePath.of(path)));
      }
      assertRefused(Reason.ABSENT, () -> tree.open(RelativePath.of("nothing")));
      assertRefused(Reason.ABSENT, () -> tree.open(RelativePath.of("nothing/x")));
    }
  }

  @Test
  void opensPathsLongerThanTheKernelTakes() throws TreeException {
    byte[] name = name("n".repeat(250));
    try (Tree tree = open(temporary, false)) {
      RelativePath path = RelativePath.ROOT;
      for (int depth = 0; depth < 20; depth++) {
        try (Directory directory = tree.open(path)) {
          directory.makeDirectory(name, 0700);
        }
        path = path.resolve(name);
      }
      assertEquals(5019, path.length());
      try (Directory deepest = tree.open(path)) {
        assertEquals(List.of(), listing(deepest));
      }
      removeUpTo(tree, path);
    }
  }

  /// The JDK, which clears up after a test, cannot.
  private static void removeUpTo(Tree tree, RelativePath deepest) throws TreeException {
    for (RelativePath path = deepest; !path.isRoot(); path = path.parent()) {
      try (Directory parent = tree.open(path.parent())) {
        parent.removeDirectory(path.name());
      }
    }
  }

  @Test
  void messagesNameCallPathAndError() throws TreeException {
    try (Tree tree = open(temporary, false)) {
      RelativePath path = RelativePath.of(name("a\nb/\u00ff"));
      TreeException absent = assertThrows(TreeException.class, () -> tree.open(path));
      assertEquals("openat2 a\\nb/\\xff: ENOENT (No such file or directory)", absent.getMessage());
    }
  }

  @Test
  void makesTheLastDirectoryOnly() throws IOException {
    try (Tree tree = LinuxTree.openOrCreate(path(temporary.resolve("new")))) {
      tree.checkRoot();
    }
    assertTrue(Files.isDirectory(temporary.resolve("new")));
    try (Tree again = LinuxTree.openOrCreate(path(temporary.resolve("new")))) {
      again.checkRoot();
    }
    Path deep = temporary.resolve("missing/new");
    TreeException e = assertThrows(TreeException.class, () -> LinuxTree.openOrCreate(path(deep)));
    assertEquals("mkdir " + deep + ": ENOENT (No such file or directory)", e.getMessage());
    assertFalse(Files.exists(temporary.resolve("missing")));
  }

  @Test
  void refusesARootThatIsNoDirectory() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));
    assertRefused(Reason.NOT_A_DIRECTORY, () -> LinuxTree.open(path(file)));
    assertRefused(Reason.NOT_A_DIRECTORY, () -> LinuxTree.openOrCreate(path(file)));
    assertRefused(Reason.ABSENT, () -> LinuxTree.open(path(temporary.resolve("none"))));
  }

  @Test
  void noticesThatTheRootChanged() throws IOException {
    Path root = Files.createDirectory(temporary.resolve("root"));
    Path link = Files.createSymbolicLink(temporary.resolve("link"), root);
    try (Tree tree = open(root, false);
        Tree linked = open(link, false)) {
      tree.checkRoot();
      linked.checkRoot();

      Files.move(root, temporary.resolve("moved"));
      assertRefused(Reason.ROOT_CHANGED, tree::checkRoot);
      assertRefused(Reason.ROOT_CHANGED, linked::checkRoot);

      Files.createDirectory(root);
      assertRefused(Reason.ROOT_CHANGED, tree::checkRoot);
      assertRefused(Reason.ROOT_CHANGED, linked::checkRoot);

      Files.delete(root);
      Files.move(temporary.resolve("moved"), root);
      tree.checkRoot();
      linked.checkRoot();

      Files.delete(root);
      assertRefused(Reason.ROOT_CHANGED, tree::checkRoot);
      Files.createFile(root);
      assertRefused(Reason.ROOT_CHANGED, tree::checkRoot);
    }
  }

  @Test
  void aSecondCloseClosesNothing() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));
    try (Tree tree = open(temporary, false)) {
      Directory first = tree.open(RelativePath.ROOT);
      int number = first.descriptor();
      first.close();
      try (Directory second = tree.open(RelativePath.ROOT)) {
        assertEquals(number, second.descriptor(), "the kernel gives the lowest number again");
        first.close();
        assertEquals(List.of(file.getFileName() + " REGULAR"), listing(second));
        assertThrows(IllegalStateException.class, first::list);
        assertThrows(IllegalStateException.class, () -> first.attributes(name("file")).names());
      }
    }
  }
}
