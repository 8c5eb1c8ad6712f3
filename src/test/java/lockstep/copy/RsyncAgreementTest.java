package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import lockstep.filter.Filters;
import lockstep.tree.LinuxTree;
import lockstep.tree.TreeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The copier and rsync make the same of a random tree, in the eyes of `find` and `diff`.
final class RsyncAgreementTest {
  @TempDir Path directory;
  private final RandomTree random = new RandomTree();

  @BeforeEach
  void rsyncIsThere() {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/rsync"))
            || Files.isExecutable(Path.of("/usr/local/bin/rsync")),
        "rsync is not installed");
    assumeTrue("root".equals(System.getProperty("user.name")), "owners need root");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-a", "-aH", "-aXS", "-rl", "-rltD", "-rlog"})
  void sameResult(String flags) throws Exception {
    Files.createDirectory(directory.resolve("source"));
    Files.createDirectory(directory.resolve("ours"));
    Files.createDirectory(directory.resolve("theirs"));
    try (LinuxTree source = tree("source");
        LinuxTree ours = tree("ours");
        LinuxTree theirs = tree("theirs")) {
      random.grow(source, new Random(flags.hashCode()));
      // What was there before is the same for both.
      String first = flags.equals("-a") ? "-rlt" : "-a";
      rsync(first, "source/", "ours/");
      rsync(first, "source/", "theirs/");
      random.spoil(ours, new Random(7));
      random.spoil(theirs, new Random(7));
      copy(source, ours, flags);
    }
    rsync(flags, "source/", "theirs/");
    assertSameShape(flags);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-aHX", "-rl", "-rltgoD"})
  void sameResultInAnEmptyTarget(String flags) throws Exception {
    Files.createDirectory(directory.resolve("source"));
    Files.createDirectory(directory.resolve("ours"));
    try (LinuxTree source = tree("source");
        LinuxTree ours = tree("ours")) {
      random.grow(source, new Random(flags.hashCode() + 1));
      copy(source, ours, flags);
    }
    rsync(flags, "source/", "theirs/");
    assertSameShape(flags);
  }

  private LinuxTree tree(String name) throws TreeException {
    return LinuxTree.open(AbsolutePath.of(directory.resolve(name).toString()));
  }

  private static void copy(LinuxTree source, LinuxTree target, String flags)
      throws InterruptedException, ExecutionException {
    CopyOptions options = RandomTree.options(flags);
    try (var pool = Executors.newFixedThreadPool(4)) {
      var copier =
          new TreeCopier(source, target, Filters.NONE, options, (_, _) -> {}, pool::execute);
      List<RelativePath> next = List.of(RelativePath.ROOT);
      while (!next.isEmpty()) {
        var done = new CompletableFuture<Report>();
        copier.run(
            new Work(
                List.of(),
                next.stream()
                    .map(path -> new Work.Part(path, List.of(), new Work.Scan(null), false))
                    .toList()),
            done::complete);
        Report report = done.get();
        assertEquals(List.of(), report.failures());
        next = report.descend();
      }
    }
  }

  private void rsync(String flags, String from, String to) throws Exception {
    run("rsync", "-q", flags, from, to);
  }

  private void assertSameShape(String flags) throws Exception {
    List<String> theirs = shape("theirs", flags);
    List<String> ours = shape("ours", flags);
    var missing = new ArrayList<>(theirs);
    missing.removeAll(ours);
    var added = new ArrayList<>(ours);
    added.removeAll(theirs);
    assertEquals(String.join("\n", missing), String.join("\n", added));
    assertTrue(theirs.size() > RandomTree.ENTRIES / 2, "too few entries to tell anything");
  }

  /// Each entry with its attributes. Times are compared only where they are carried over: others
  /// are of the moment.
  private List<String> shape(String name, String flags) throws Exception {
    boolean times = flags.contains("a") || flags.contains("t");
    String time = times ? " %T@" : "";
    String links = flags.contains("H") ? " %n" : "";
    var lines = new ArrayList<String>();
    Path top = directory.resolve(name);
    lines.addAll(
        find(top, "!", "-type", "d", "-printf", "%P %y %m %U:%G %l" + time + links + "\\0"));
    lines.addAll(find(top, "-type", "d", "-printf", "%P %y %m %U:%G" + time + "\\0"));
    lines.addAll(find(top, "-type", "f", "-exec", "sha256sum", "-z", "{}", "+"));
    if (flags.contains("X")) {
      List<String> all = find(top, "-type", "f", "-exec", "getfattr", "-d", "{}", "+");
      lines.addAll(List.of(all.getFirst().split("\n\n")));
    }
    return lines;
  }

  private List<String> find(Path top, String... words) throws Exception {
    var command = new ArrayList<>(List.of("find", "."));
    command.addAll(List.of(words));
    return List.of(run(top, command).split("\0"));
  }

  private String run(String... command) throws IOException, InterruptedException {
    return run(directory, List.of(command));
  }

  private static String run(Path at, List<String> command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(at.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    assertEquals(0, process.waitFor(), () -> String.join(" ", command));
    return output;
  }
}
