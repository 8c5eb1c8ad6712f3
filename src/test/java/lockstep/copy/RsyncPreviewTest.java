package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import lockstep.Sandbox;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import lockstep.filter.Filters;
import lockstep.tree.Directory;
import lockstep.tree.LinuxTree;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a rehearsal tells of random trees is what `rsync --itemize-changes --dry-run --delete`
/// prints of them.
final class RsyncPreviewTest {
  private static final Pattern ITEM =
      Pattern.compile("([<>ch.][fdLDS]\\S{9}|\\*deleting  ) .*", Pattern.DOTALL);
  private static final Pattern ESCAPED = Pattern.compile("\\\\#([0-7]{3})");

  @BeforeEach
  void rsyncIsThere() {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/rsync"))
            || Files.isExecutable(Path.of("/usr/local/bin/rsync")),
        "rsync is not installed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-a", "-ac", "-aX", "-aXS", "-aA", "-aAX", "-rlt", "-rltD", "-rlog", "-rlp"})
  void sameLines(String flags) throws Exception {
    try (Sandbox sandbox = Sandbox.create()) {
      Path home = sandbox.directory();
      Files.createDirectory(home.resolve("source"));
      Files.createDirectory(home.resolve("target"));
      List<String> ours;
      try (LinuxTree source = LinuxTree.open(AbsolutePath.of(home + "/source"));
          LinuxTree target = LinuxTree.open(AbsolutePath.of(home + "/target"))) {
        var random = new RandomTree();
        random.grow(source, new Random(flags.hashCode()));
        sandbox.output("rsync", "-aX", home + "/source/", home + "/target/");
        random.spoil(target, new Random(7));
        spoilMore(target);
        if (flags.contains("A")) {
          list(source, 2);
          list(target, 3);
        }
        ours = rehearse(source, target, flags);
      }
      var command = List.of("rsync", "-n", "-i", "--delete", flags, "source/", "target/");
      List<String> theirs = lines(sandbox, home, command);
      assertEquals(String.join("\n", theirs), String.join("\n", ours));
      assertTrue(theirs.size() > 30, "too few lines to tell anything");
    }
  }

  /// What only a target can have: entries without a source, and of other types.
  private static void spoilMore(LinuxTree target) throws TreeException {
    try (Directory root = target.open(RelativePath.ROOT)) {
      root.makeDirectory(bytes("extra"), 0755);
      try (Directory extra = root.open(bytes("extra"))) {
        extra.makeSymlink(bytes("a"), bytes("b"));
        extra.create(bytes("c"), 0600).close();
      }
      root.create(bytes("extra file"), 0600).close();
    }
  }

  /// Gives some files at the top access control lists, which leave their modes as they are.
  private static void list(LinuxTree tree, int oneOf) throws TreeException {
    try (Directory root = tree.open(RelativePath.ROOT)) {
      for (Directory.Entry entry : root.list()) {
        Stat stat = root.stat(entry.name());
        if (stat != null && stat.isRegular() && entry.name()[0] % oneOf == 0) {
          try (Directory.Attributes attributes = root.attributes(entry.name())) {
            attributes.set(bytes("system.posix_acl_access"), accessList(stat.mode(), oneOf));
          }
        }
      }
    }
  }

  /// As the kernel takes it: `acl(5)`, `linux/posix_acl_xattr.h`. Where the group's rights are the
  /// mask, rsync has its own idea of them.
  private static byte[] accessList(int mode, int user) {
    int mask = mode >> 3 & 7;
    int[][] entries = {
      {0x01, mode >> 6 & 7, -1},
      {0x02, 5, user},
      {0x04, mask ^ 1, -1},
      {0x10, mask, -1},
      {0x20, mode & 7, -1}
    };
    var list = ByteBuffer.allocate(4 + entries.length * 8).order(ByteOrder.LITTLE_ENDIAN);
    list.putInt(2);
    for (int[] entry : entries) {
      list.putShort((short) entry[0]).putShort((short) entry[1]).putInt(entry[2]);
    }
    return list.array();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static List<String> rehearse(LinuxTree source, LinuxTree target, String flags)
      throws InterruptedException {
    boolean checksum = flags.contains("c");
    var copier =
        TreeCopier.rehearsal(
            source, target, Filters.NONE, RandomTree.options(flags), checksum, Runnable::run);
    var lines = new ArrayList<String>();
    new Rehearsal(copier, Runnable::run, 1, true, checksum)
        .run(RelativePath.ROOT, true, new Lines(lines));
    return lines.stream().sorted().toList();
  }

  /// As [Change#line] has it, but with the bytes of names as they are.
  private record Lines(List<String> lines) implements Rehearsal.Audience {
    @Override
    public void change(Change change) {
      String place = change.path().isRoot() ? "." : text(change.path().bytes());
      String slash = change.line().endsWith("/") ? "/" : "";
      byte[] link = change.link();
      String arrow = change.action() == Change.Action.LINK ? " => " : " -> ";
      lines.add(change.code() + " " + place + slash + (link == null ? "" : arrow + text(link)));
    }

    @Override
    public void unsettled(RelativePath path) {
      lines.add("unsettled " + path);
    }

    @Override
    public void failed(Report.Failure failure) {
      lines.add("failed " + failure);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static List<String> lines(Sandbox sandbox, Path home, List<String> command)
      throws Exception {
    var words = new ArrayList<>(command);
    words.set(words.size() - 2, home + "/source/");
    words.set(words.size() - 1, home + "/target/");
    var outcome = sandbox.run(words.toArray(String[]::new));
    assertEquals(0, outcome.exit(), outcome::text);
    return text(outcome.output())
        .lines()
        .filter(line -> ITEM.matcher(line).matches())
        .map(RsyncPreviewTest::unescape)
        .sorted()
        .toList();
  }

  /// rsync writes bytes that do not print as `\#` and three octal digits.
  private static String unescape(String line) {
    var bytes = new ByteArrayOutputStream();
    var matcher = ESCAPED.matcher(line);
    int from = 0;
    while (matcher.find()) {
      bytes.writeBytes(bytes(line.substring(from, matcher.start())));
      bytes.write(Integer.parseInt(matcher.group(1), 8));
      from = matcher.end();
    }
    bytes.writeBytes(bytes(line.substring(from)));
    return text(bytes.toByteArray());
  }
}
