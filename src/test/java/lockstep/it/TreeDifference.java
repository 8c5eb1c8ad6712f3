package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import lockstep.Sandbox;
import lockstep.SandboxProcess.Outcome;
import lockstep.event.Printable;

/// Compares two trees by find(1), sha256sum(1) and rsync(1): nothing of the program's own code
/// takes part.
final class TreeDifference {
  /// What is compared besides type, mode, owner, size, time, content and where links lead.
  ///
  /// @param excluded whether what [#isExcluded] names is to be absent from the target
  record Options(boolean hardLinks, boolean acls, boolean xattrs, boolean excluded) {
    static final Options ARCHIVE = new Options(false, false, false, false);

    List<String> rsync() {
      var words = new ArrayList<String>();
      words.addAll(hardLinks ? List.of("-H") : List.of());
      words.addAll(acls ? List.of("-A") : List.of());
      words.addAll(xattrs ? List.of("-X") : List.of());
      words.addAll(excluded ? List.of("--exclude=*.tmp", "--exclude=/ex/") : List.of());
      return words;
    }
  }

  /// What the churn's configuration excludes, as Lua.
  static final String EXCLUDE = "exclude = { \"*.tmp\", \"/ex/\" }";

  private static final List<String> FIELDS =
      List.of("path", "type", "mode", "owner", "size", "time", "link", "inode");

  private static final int PATH = 0;
  private static final int TYPE = 1;
  private static final int SIZE = 4;
  private static final int INODE = 7;
  private static final int MOST = 30;

  private final Sandbox sandbox;
  private final Options options;

  private TreeDifference(Sandbox sandbox, Options options) {
    this.sandbox = sandbox;
    this.options = options;
  }

  /// The differences, a line each; empty if there is none.
  static String between(Sandbox sandbox, Path source, Path target, Options options)
      throws IOException, InterruptedException {
    var difference = new TreeDifference(sandbox, options);
    var lines = new ArrayList<String>();
    Tree expected = difference.read(source, options.excluded);
    Tree actual = difference.read(target, false);
    compare(expected.entries, actual.entries, lines);
    compare(expected.sums, actual.sums, lines);
    if (options.hardLinks) {
      compare(expected.groups(), actual.groups(), lines);
    }
    lines.addAll(difference.rsync(source, target));
    return String.join("\n", lines.subList(0, Math.min(MOST, lines.size())));
  }

  private static void compare(
      Map<String, String> expected, Map<String, String> actual, List<String> lines) {
    var paths = new TreeSet<>(expected.keySet());
    paths.addAll(actual.keySet());
    for (String path : paths) {
      String there = expected.getOrDefault(path, "absent");
      String here = actual.getOrDefault(path, "absent");
      if (!there.equals(here)) {
        lines.add("'" + printable(path) + "': source " + there + ", target " + here);
      }
    }
  }

  private static String printable(String bytes) {
    return Printable.of(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// What one tree holds, by path: what find says, and the checksums of files.
  private record Tree(
      Map<String, String> entries, Map<String, String> sums, Map<String, TreeSet<String>> inodes) {
    Map<String, String> groups() {
      var groups = new TreeMap<String, String>();
      for (TreeSet<String> names : inodes.values()) {
        names.forEach(
            name ->
                groups.put(
                    name,
                    "linked with "
                        + names.stream().map(TreeDifference::printable).sorted().toList()));
      }
      return groups;
    }
  }

  private Tree read(Path root, boolean excluding) throws IOException, InterruptedException {
    var tree = new Tree(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    String format = "%P\\0%y\\0%#m\\0%U:%G\\0%s\\0%T@\\0%l\\0%i\\0";
    String[] fields = split(run("find", root.toString(), "-printf", format));
    for (int at = 0; at + FIELDS.size() <= fields.length; at += FIELDS.size()) {
      String[] entry = Arrays.copyOfRange(fields, at, at + FIELDS.size());
      if (!excluding || !isExcluded(entry[PATH], root, fields)) {
        tree.entries.put(entry[PATH], described(entry));
        if (!entry[TYPE].equals("d")) {
          tree.inodes.computeIfAbsent(entry[INODE], _ -> new TreeSet<>()).add(entry[PATH]);
        }
      }
    }
    sums(root, tree);
    return tree;
  }

  private void sums(Path root, Tree tree) throws IOException, InterruptedException {
    String[] sums =
        split(
            run(
                "sh",
                "-c",
                "cd \"$1\" && find . -type f -print0 | xargs -0r sha256sum -z --",
                "sh",
                root.toString()));
    for (String sum : sums) {
      if (!sum.isEmpty()) {
        String path = sum.substring(sum.indexOf("  ./") + "  ./".length());
        if (tree.entries.containsKey(path)) {
          tree.sums.put(path, sum.substring(0, 16));
        }
      }
    }
  }

  private static String described(String[] entry) {
    var words = new ArrayList<String>();
    for (int i = TYPE; i < INODE; i++) {
      if (i != SIZE || !entry[TYPE].equals("d")) {
        words.add(printable(entry[i]));
      }
    }
    return String.join(" ", words).trim();
  }

  /// Whether [#EXCLUDE] names the path or a directory above it.
  private static boolean isExcluded(String path, Path root, String[] fields) {
    if (Arrays.stream(path.split("/")).anyMatch(name -> name.endsWith(".tmp"))) {
      return true;
    }
    if (path.startsWith("ex/")) {
      return true;
    }
    if (!path.equals("ex")) {
      return false;
    }
    for (int at = 0; at + FIELDS.size() <= fields.length; at += FIELDS.size()) {
      if (fields[at].equals("ex")) {
        return fields[at + TYPE].equals("d");
      }
    }
    throw new IllegalStateException("not listed: " + root + "/ex");
  }

  private List<String> rsync(Path source, Path target) throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("rsync", "-an", "--checksum", "--delete"));
    words.addAll(List.of("--itemize-changes", "--modify-window=-1", "--no-motd"));
    words.addAll(options.rsync());
    words.addAll(List.of(source + "/", target + "/"));
    byte[] said = run(words.toArray(String[]::new));
    return new String(said, StandardCharsets.ISO_8859_1)
        .lines()
        .map(line -> "rsync: " + printable(line))
        .toList();
  }

  private byte[] run(String... command) throws IOException, InterruptedException {
    Outcome outcome = sandbox.run(command);
    assertEquals(0, outcome.exit(), () -> String.join(" ", command) + ": " + outcome.text());
    return outcome.output();
  }

  private static String[] split(byte[] output) {
    return new String(output, StandardCharsets.ISO_8859_1).split("\0", -1);
  }
}
