package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import lockstep.tree.FileType;
import lockstep.tree.Stat;
import lockstep.tree.Timestamp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The table of decisions in `comparison.txt`.
final class ComparisonTest {
  @TestFactory
  Stream<DynamicTest> table() throws IOException {
    return lines().stream().map(line -> DynamicTest.dynamicTest(line, () -> check(line)));
  }

  private static List<String> lines() throws IOException {
    try (InputStream in = ComparisonTest.class.getResourceAsStream("comparison.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    }
  }

  private static void check(String line) {
    String[] cells = line.split("\\|");
    Set<String> words = new HashSet<>(List.of(cells[2].strip().split(" +")));
    Stat source = stat(cells[0].strip());
    assertEquals(
        cells[3].strip(),
        text(
            new Comparison(options(words))
                .of(
                    source == null ? stat("file") : source,
                    stat(cells[1].strip()),
                    words.contains("doubt"))));
  }

  private static CopyOptions options(Set<String> words) {
    CopyOptions options = CopyOptions.ARCHIVE;
    for (Carried each : Carried.values()) {
      String word = each.name().toLowerCase(Locale.ROOT);
      options = words.contains(word) ? options.with(each) : options;
      options = words.contains("no-" + word) ? options.without(each) : options;
    }
    return words.contains("no-super") ? options.asOrdinaryUser() : options;
  }

  private static @Nullable Stat stat(String cell) {
    if (cell.equals("-")) {
      return null;
    }
    String[] words = cell.split(" +");
    String[] owner = value(words, "owner", "0:0").split(":");
    String[] time = value(words, "at", "1").split("\\.");
    int nanos = time.length > 1 ? Integer.parseInt(time[1]) : 0;
    return new Stat(
        type(words[0]),
        Integer.parseInt(value(words, "mode", "644"), 8),
        Integer.parseInt(owner[0]),
        Integer.parseInt(owner[1]),
        Long.parseLong(value(words, "size", "1")),
        8,
        new Timestamp(Long.parseLong(time[0]), nanos),
        new Timestamp(1, 0),
        1,
        1,
        Long.parseLong(value(words, "links", "1")),
        Long.parseLong(value(words, "device", "0")),
        0);
  }

  private static String value(String[] words, String key, String otherwise) {
    int at = Arrays.asList(words).indexOf(key);
    return at < 0 ? otherwise : words[at + 1];
  }

  private static FileType type(String word) {
    return switch (word) {
      case "file" -> FileType.REGULAR;
      case "dir" -> FileType.DIRECTORY;
      case "link" -> FileType.SYMLINK;
      case "fifo" -> FileType.FIFO;
      case "socket" -> FileType.SOCKET;
      case "char" -> FileType.CHARACTER_DEVICE;
      case "block" -> FileType.BLOCK_DEVICE;
      default -> throw new IllegalArgumentException(word);
    };
  }

  private static String text(Step step) {
    return switch (step) {
      case Step.Keep _ -> "keep";
      case Step.Skip _ -> "skip";
      case Step.Enter _ -> "enter";
      case Step.Delete _ -> "delete";
      case Step.CopyFile _ -> "copy";
      case Step.MakeSymlink _ -> "symlink";
      case Step.MakeNode _ -> "node";
      case Step.MakeDirectory(int mode) -> "directory " + Integer.toOctalString(mode);
      case Step.Replace(Step by) -> "replace " + text(by);
      case Step.Compare(Step equal, Step different) ->
          "compare " + text(equal) + " else " + text(different);
      case Step.SetAttributes(Difference difference, Step _) -> "set" + text(difference);
    };
  }

  private static String text(Difference difference) {
    var out = new StringBuilder();
    if (difference.uid() != -1 || difference.gid() != -1) {
      out.append(" owner ").append(difference.uid()).append(':').append(difference.gid());
    }
    if (difference.mode() != -1) {
      out.append(" mode ").append(Integer.toOctalString(difference.mode()));
    }
    if (difference.mtime() != null) {
      out.append(" at ").append(difference.mtime().seconds());
    }
    return out.toString();
  }

  @Test
  void listingsSufficeForDirectories() {
    var comparison = new Comparison(CopyOptions.ARCHIVE);
    assertInstanceOf(
        Step.Enter.class, comparison.ofTypes(FileType.DIRECTORY, FileType.DIRECTORY, false));
    assertEquals(new Step.MakeDirectory(0700), comparison.ofTypes(FileType.DIRECTORY, null, true));
    assertNull(comparison.ofTypes(FileType.DIRECTORY, null, false));
    assertNull(comparison.ofTypes(FileType.DIRECTORY, FileType.REGULAR, false));
    assertNull(comparison.ofTypes(FileType.REGULAR, FileType.REGULAR, false));
    assertNull(comparison.ofTypes(null, null, true));
  }

  @Test
  void extraneousEntriesGoUnlessProtectedOrNotWanted() {
    assertEquals(Step.DELETE, Comparison.ofExtraneous(false, () -> false, true));
    assertEquals(Step.KEEP, Comparison.ofExtraneous(false, () -> true, true));
    assertEquals(Step.KEEP, Comparison.ofExtraneous(false, () -> false, false));
    assertEquals(Step.DELETE, Comparison.ofExtraneous(true, () -> true, false));
  }
}
