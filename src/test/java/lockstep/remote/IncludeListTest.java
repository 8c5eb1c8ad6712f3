package lockstep.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import lockstep.event.RelativePath;
import org.junit.jupiter.api.Test;

/// The lines of `lists.txt`.
final class IncludeListTest {
  static List<String> lines(String table) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(IncludeListTest.class.getResourceAsStream(table), table)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("# "))
          .toList();
    }
  }

  static IncludeList list(String paths) {
    var list = new IncludeList();
    for (String path : paths.split(" ", -1)) {
      if (path.equals("/")) {
        list.directory(RelativePath.ROOT);
      } else if (path.endsWith("/***")) {
        list.subtree(path(path.substring(0, path.length() - 4)));
      } else if (path.endsWith("/")) {
        list.directory(path(path.substring(0, path.length() - 1)));
      } else {
        list.entry(path(path));
      }
    }
    return list;
  }

  static RelativePath path(String shown) {
    return RelativePath.of(Shown.bytes(shown));
  }

  @Test
  void namesPathsWithTheDirectoriesAbove() throws IOException {
    for (String line : lines("lists.txt")) {
      String[] halves = line.split(" => ", -1);
      assertEquals(
          Shown.of(Shown.bytes(halves[1])),
          Shown.of(Texts.joined(list(halves[0]).lines(), '\0')),
          line);
    }
  }
}
