package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import lockstep.filter.Filters;
import lockstep.tree.Directory;
import lockstep.tree.FileType;
import lockstep.tree.LinuxTree;
import lockstep.tree.OpenFile;
import lockstep.tree.Timestamp;
import lockstep.tree.TreeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The copier and rsync make the same of a random tree, in the eyes of `find` and `diff`.
final class RsyncAgreementTest {
  private static final int ENTRIES = 250;

  @TempDir Path directory;
  private final List<RelativePath> directories = new ArrayList<>();
  private final List<RelativePath> files = new ArrayList<>();

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
      var random = new Random(flags.hashCode());
      grow(source, random);
      // What was there before is the same for both.
      String first = flags.equals("-a") ? "-rlt" : "-a";
      rsync(first, "source/", "ours/");
      rsync(first, "source/", "theirs/");
      spoil(ours, new Random(7));
      spoil(theirs, new Random(7));
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
      grow(source, new Random(flags.hashCode() + 1));
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
    boolean archive = flags.contains("a");
    var options =
        new CopyOptions(
            true,
            archive || flags.contains("p"),
            archive || flags.contains("t"),
            archive || flags.contains("o"),
            archive || flags.contains("g"),
            archive || flags.contains("D"),
            archive || flags.contains("D"),
            flags.contains("H"),
            false,
            flags.contains("X"),
            flags.contains("S"));
    try (var pool = Executors.newFixedThreadPool(4)) {
      var copier = new TreeCopier(source, target, Filters.NONE, options, (_, _) -> {}, pool);
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

  private void grow(LinuxTree tree, Random random) throws TreeException {
    directories.add(RelativePath.ROOT);
    for (int i = 0; i < ENTRIES; i++) {
      RelativePath parent = directories.get(random.nextInt(directories.size()));
      try (Directory at = tree.open(parent)) {
        byte[] name = name(random, i);
        make(tree, at, parent.resolve(name), name, random);
        dress(at, name, random);
      }
    }
    for (RelativePath path : directories.reversed()) {
      try (Directory at = tree.open(path)) {
        at.setTime(time(random));
      }
    }
  }

  private static byte[] name(Random random, int number) {
    var name = new byte[random.nextInt(40) == 0 ? 250 : 1 + random.nextInt(3)];
    Arrays.fill(name, (byte) 'x');
    for (int i = 0; i < Math.min(name.length, 4); i++) {
      byte b = (byte) random.nextInt(256);
      name[i] = b == 0 || b == '/' || b == '.' ? (byte) ' ' : b;
    }
    byte[] unique = Arrays.copyOf(name, name.length + 4);
    byte[] digits = "%04d".formatted(number).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, unique, name.length, 4);
    return unique;
  }

  private void make(LinuxTree tree, Directory at, RelativePath path, byte[] name, Random random)
      throws TreeException {
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> {
        at.makeDirectory(name, 0755);
        directories.add(path);
      }
      case 3 -> at.makeSymlink(name, name(random, 0));
      case 4 -> at.makeNode(name, random.nextBoolean() ? FileType.FIFO : FileType.SOCKET, 0644, 0);
      case 5 -> at.makeNode(name, FileType.CHARACTER_DEVICE, 0600, 0x103);
      case 6 -> {
        if (files.isEmpty()) {
          at.makeSymlink(name, name);
        } else {
          RelativePath other = files.get(random.nextInt(files.size()));
          try (Directory from = tree.open(other.parent())) {
            from.link(other.name(), at, name);
          }
        }
      }
      default -> {
        files.add(path);
        try (OpenFile file = at.create(name, 0644)) {
          var content = new byte[random.nextInt(random.nextInt(8) == 0 ? 300_000 : 300)];
          random.nextBytes(content);
          file.write(ByteBuffer.wrap(content), random.nextInt(20) == 0 ? 500_000 : 0);
        }
      }
    }
  }

  private static void dress(Directory at, byte[] name, Random random) throws TreeException {
    var stat = at.stat(name);
    if (stat == null || stat.links() > 1 && !stat.isDirectory()) {
      return;
    }
    at.setOwner(name, random.nextInt(3), random.nextInt(3));
    if (stat.type() != FileType.SYMLINK) {
      at.setMode(name, random.nextInt(4) == 0 ? random.nextInt(010000) : 0644 | random.nextInt(64));
    }
    if (stat.isRegular() && random.nextInt(5) == 0) {
      try (Directory.Attributes attributes = at.attributes(name)) {
        attributes.set("user.x".getBytes(StandardCharsets.US_ASCII), new byte[random.nextInt(9)]);
      }
    }
    at.setTime(name, time(random));
  }

  private static Timestamp time(Random random) {
    return new Timestamp(random.nextInt(), random.nextInt(1_000_000_000));
  }

  /// Changes a part of a target: contents, attributes, missing entries.
  private void spoil(LinuxTree tree, Random random) throws TreeException {
    for (RelativePath file : files) {
      try (Directory at = tree.open(file.parent())) {
        byte[] name = file.name();
        var stat = at.stat(name);
        if (stat == null || stat.links() > 1) {
          continue;
        }
        switch (random.nextInt(6)) {
          case 0 -> at.unlink(name);
          case 1 -> at.setOwner(name, 3, 3);
          case 2 -> at.setMode(name, 0751);
          case 3 -> at.setTime(name, new Timestamp(9, 9));
          case 4 -> {
            at.unlink(name);
            at.makeSymlink(name, name);
          }
          default -> {}
        }
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
    assertTrue(theirs.size() > ENTRIES / 2, "too few entries to tell anything");
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
