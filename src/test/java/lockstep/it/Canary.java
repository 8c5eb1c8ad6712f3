package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A tree that nothing may read or change, and whose names and content must turn up nowhere.
final class Canary {
  private static final String NAME = "canary";
  private static final String SECRET = NAME + " sings";

  /// So old that the kernel notes any reading (`relatime`).
  private static final FileTime OLD = FileTime.fromMillis(1_000_000_000_000L);

  private final Path root;
  private final List<Path> paths;
  private final Map<Path, String> before;

  /// @param root is made, with a directory `d` in it that holds a directory `e` and a file
  ///   `canary-file`
  Canary(Path root) throws IOException {
    this.root = root;
    Path d = Files.createDirectories(root.resolve("d"));
    Path e = Files.createDirectory(d.resolve("e"));
    Path file = Files.writeString(d.resolve(NAME + "-file"), SECRET);
    Path deep = Files.writeString(e.resolve(NAME + "-deep"), SECRET);
    Path link = Files.createSymbolicLink(d.resolve(NAME + "-link"), Path.of(NAME + "-file"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(d, PosixFilePermissions.fromString("rwx--x--x"));
    Files.setAttribute(file, "user:note", SECRET.getBytes(StandardCharsets.UTF_8));
    paths = List.of(root, d, e, file, deep, link);
    for (Path each : List.of(file, deep, e, d, root)) {
      Files.setAttribute(each, "lastAccessTime", OLD);
      Files.setAttribute(each, "lastModifiedTime", OLD);
    }
    before = state();
  }

  /// Looks at no content, which would be noted.
  private Map<Path, String> state() throws IOException {
    var state = new TreeMap<Path, String>();
    String what = "unix:mode,uid,gid,nlink,ino,size,ctime,lastModifiedTime,lastAccessTime";
    for (Path path : paths) {
      boolean link = path.getFileName().toString().endsWith("-link");
      var attributes = new TreeMap<>(Files.readAttributes(path, what, LinkOption.NOFOLLOW_LINKS));
      // a link's own time of access is that of those who looked at the directory's entries
      attributes.remove(link ? "lastAccessTime" : "");
      state.put(path, attributes.toString());
    }
    return state;
  }

  void assertUntouched() throws IOException {
    assertEquals(before, state());
    for (Path path : paths) {
      if (Files.isRegularFile(path)) {
        assertEquals(SECRET, Files.readString(path));
      }
    }
  }

  Path root() {
    return root;
  }

  /// Expects that nothing of it is in a tree, which may change meanwhile.
  static void assertNotIn(@Nullable Folder folder) {
    if (folder == null) {
      return;
    }
    for (Folder.Item item : folder.list()) {
      byte[] content = item.isFile() ? folder.read(item.name()) : null;
      String text = content == null ? "" : new String(content, StandardCharsets.ISO_8859_1);
      if (item.name().startsWith(NAME) || text.contains(SECRET)) {
        throw new AssertionError("it has got out: " + item.name());
      }
      if (item.isDirectory()) {
        try (Folder below = folder.open(item.name())) {
          assertNotIn(below);
        }
      }
    }
  }
}
