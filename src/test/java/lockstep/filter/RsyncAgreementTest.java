package lockstep.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random rule lists leave out of a random tree exactly what the installed rsync leaves out. rsync
/// only reads: a dry run, without deletion, into an empty directory.
final class RsyncAgreementTest {
  /// About ten milliseconds each.
  private static final int LISTS = Integer.getInteger("lockstep.filter.lists", 80);

  private static final java.util.regex.Pattern VERSION =
      java.util.regex.Pattern.compile("version (\\d+)\\.(\\d+)");

  @TempDir Path directory;
  private Path source;

  @BeforeEach
  void plantTree() throws IOException, InterruptedException {
    assumeTrue(isRsyncNewEnough(), "needs rsync 3.2 or newer");
    directory = directory.toRealPath();
    source = Files.createDirectory(directory.resolve("src"));
    Files.createDirectory(directory.resolve("dst"));
    var names = new RandomRules(1);
    for (int i = 0; i < 150; i++) {
      plant(source.resolve(names.path()), i % 3 == 0);
    }
  }

  private void plant(Path path, boolean isDirectory) throws IOException {
    for (Path above = path; !above.equals(source); above = above.getParent()) {
      if (Files.isRegularFile(above)) {
        return;
      }
    }
    Files.createDirectories(isDirectory ? path : path.getParent());
    if (!Files.exists(path)) {
      Files.createFile(path);
    }
  }

  private boolean isRsyncNewEnough() throws IOException, InterruptedException {
    String text;
    try {
      text = run(List.of("rsync", "--version"), new byte[0]);
    } catch (IOException _) {
      return false; // not installed
    }
    Matcher version = VERSION.matcher(text);
    assertTrue(version.find(), text);
    int major = Integer.parseInt(version.group(1));
    return major > 3 || major == 3 && Integer.parseInt(version.group(2)) >= 2;
  }

  @Test
  void filtersAgree() throws Exception {
    var random = new RandomRules(2);
    for (int i = 0; i < LISTS; i++) {
      List<String> rules = random.filters(source.toString());
      Filters filters = parse(rules, List.of());
      assertEquals(
          copiedByRsync("--filter=. -", bytes(rules)), kept(filters), () -> "filters " + rules);
    }
  }

  @Test
  void excludesAgree() throws Exception {
    var random = new RandomRules(3);
    for (int i = 0; i < LISTS; i++) {
      List<String> lines = random.excludes();
      Filters filters = parse(List.of(), lines);
      assertEquals(
          copiedByRsync("--exclude-from=-", bytes(lines)),
          kept(filters),
          () -> "excludes " + lines);
    }
  }

  @Test
  void linesMeanTheSameToRsync() throws Exception {
    var random = new RandomRules(4);
    for (int i = 0; i < LISTS / 4; i++) {
      List<String> rules = random.filters(source.toString());
      List<String> excludes = random.excludes();
      Filters filters = parse(rules, excludes);
      String copied = copiedByRsync("--filter=. -", filters.lines());
      assertEquals(copied, kept(filters), () -> "filters " + rules + " excludes " + excludes);
    }
  }

  private Filters parse(List<String> rules, List<String> excludes) throws FilterException {
    return Filters.parse(bytes(rules), bytes(excludes), AbsolutePath.of(source.toString()));
  }

  private static List<byte[]> bytes(List<String> lines) {
    return lines.stream().map(line -> line.getBytes(StandardCharsets.UTF_8)).toList();
  }

  private String copiedByRsync(String option, List<byte[]> lines)
      throws IOException, InterruptedException {
    var input = new ByteArrayOutputStream();
    for (byte[] line : lines) {
      input.writeBytes(line);
      input.write(0);
    }
    String output =
        run(
            List.of(
                "rsync",
                "-r",
                "--from0",
                "--dry-run",
                "--out-format=%n",
                option,
                source + "/",
                directory.resolve("dst") + "/"),
            input.toByteArray());
    return String.join("\n", new TreeSet<>(output.lines().toList()));
  }

  private String run(List<String> command, byte[] input) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input);
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }

  private String kept(Filters filters) throws IOException {
    var kept = new TreeSet<String>();
    walk(source, filters, kept);
    return String.join("\n", kept);
  }

  private void walk(Path parent, Filters filters, Set<String> kept) throws IOException {
    try (Stream<Path> children = Files.list(parent)) {
      for (Path child : children.toList()) {
        String path = source.relativize(child).toString();
        boolean isDirectory = Files.isDirectory(child);
        boolean excluded = filters.excludes(RelativePath.of(path), isDirectory);
        assertEquals(excluded, filters.isHidden(RelativePath.of(path), isDirectory), path);
        if (!excluded) {
          kept.add(path + (isDirectory ? "/" : ""));
          if (isDirectory) {
            walk(child, filters, kept);
          }
        }
      }
    }
  }
}
