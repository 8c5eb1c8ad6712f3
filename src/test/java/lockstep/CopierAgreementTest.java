package lockstep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import lockstep.config.Engine;
import lockstep.config.EngineChoice;
import lockstep.config.RsyncFlag;
import lockstep.config.RsyncOptions;
import lockstep.config.RsyncValue;
import lockstep.config.Target;
import lockstep.copy.CopyOptions;
import lockstep.copy.Mirror;
import lockstep.copy.Report;
import lockstep.event.AbsolutePath;
import lockstep.filter.FilterException;
import lockstep.filter.Filters;
import lockstep.tree.LinuxTree;
import lockstep.tree.TreeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The copier and real rsync, given the same options and the same pair of random trees, make the
/// same of the target, entry by entry.
///
/// `-Dlockstep.agreement.cases=N` makes more random cases, `-Dlockstep.agreement.seed=N` other
/// ones.
final class CopierAgreementTest {
  private static final int CASES = Integer.getInteger("lockstep.agreement.cases", 150);
  private static final long SEED = Long.getLong("lockstep.agreement.seed", 1);

  /// Each line of the table is tried on so many pairs of trees.
  private static final int PAIRS = Integer.getInteger("lockstep.agreement.pairs", 2);

  /// What timeout(1) ends with.
  private static final String TIMED_OUT = "124";

  /// Nothing was wrong; or links lead nowhere, or what was protected kept a directory.
  private static final Set<String> USUAL_EXITS = Set.of("0", "23");

  private static final int MOST_SHOWN = 6;

  /// @param words what rsync is given
  /// @param rules filter rules, for both
  private record Case(int number, List<String> words, List<String> rules, long seed) {
    boolean has(RsyncFlag flag) {
      return options().effective().has(flag);
    }

    boolean deletes() {
      return words.stream().anyMatch(word -> word.startsWith("--delete"));
    }

    boolean follows() {
      return !CopyTerms.following(options()).isEmpty() || has(RsyncFlag.KEEP_DIRLINKS);
    }

    /// Whether rsync 3.5.0 can be expected to do the same. It sets modes with `-X` alone; does not
    /// read what is behind a link with it; replaces files that are equal with `-I`; and links to
    /// what the target has already with `-H`.
    boolean isComparable() {
      boolean attributes = has(RsyncFlag.XATTRS) && (!has(RsyncFlag.PERMS) || follows());
      boolean links =
          has(RsyncFlag.HARD_LINKS) && (!has(RsyncFlag.TIMES) || options().effective().backs());
      boolean whole = has(RsyncFlag.TIMES) && has(RsyncFlag.OWNER) && has(RsyncFlag.GROUP);
      boolean rewritten = has(RsyncFlag.IGNORE_TIMES) && (!whole || options().effective().backs());
      boolean passesGroupOn = !has(RsyncFlag.GROUP) && words.toString().contains("g+s");
      return !attributes && !links && !rewritten && !passesGroupOn;
    }

    RsyncOptions options() {
      var extra = words.stream().filter(word -> !word.equals("--delete"));
      return new RsyncOptions(
          false,
          Map.of(RsyncFlag.LINKS, false, RsyncFlag.TIMES, false, RsyncFlag.PROTECT_ARGS, false),
          Map.of(),
          extra.map(word -> word.getBytes(UTF_8)).toList(),
          null);
    }

    EngineChoice engine() {
      var target = new Target.LocalDirectory(AbsolutePath.of("/target"));
      return EngineChoice.of(target, options());
    }

    Filters filters() throws FilterException {
      var parsed =
          Filters.parse(rules.stream().map(rule -> rule.getBytes(UTF_8)).toList(), List.of());
      return options().filters(parsed);
    }

    @Override
    public String toString() {
      return String.join(" ", words) + " " + rules + " (seed " + seed + ")";
    }
  }

  private Sandbox sandbox;

  @BeforeEach
  void makeSandbox() throws IOException {
    assumeTrue(isRsyncInstalled(), "needs rsync");
    sandbox = Sandbox.create();
  }

  @AfterEach
  void removeSandbox() throws IOException, InterruptedException {
    if (sandbox != null) {
      sandbox.output("rm", "-rf", sandbox.directory().resolve("cases").toString());
      sandbox.close();
    }
  }

  private static boolean isRsyncInstalled() {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "rsync")));
  }

  @Test
  void eachLineOfTheTable() throws Exception {
    var cases = new ArrayList<Case>();
    for (String line : table("agreement.txt")) {
      String[] columns = line.split("\\|", -1);
      List<String> rules =
          columns.length < 2
              ? List.of()
              : Stream.of(columns[1].split(";")).map(String::strip).toList();
      for (int i = 0; i < PAIRS; i++) {
        var words = new ArrayList<>(List.of(columns[0].strip().split(" +")));
        cases.add(new Case(cases.size(), words, rules, SEED * 1000 + cases.size()));
      }
    }
    assertAgreement(cases);
  }

  @Test
  void randomOptions() throws Exception {
    var pool = table("agreement-pool.txt");
    var cases = new ArrayList<Case>();
    for (int i = 0; i < CASES; i++) {
      var random = new Random(SEED * 1_000_000 + i);
      var words = new ArrayList<String>(List.of(random.nextInt(3) > 0 ? "-a" : "-lt"));
      for (String word : pool) {
        if (random.nextInt(pool.size()) < 4) {
          words.add(word);
        }
      }
      var each = new Case(cases.size(), words, List.of(), random.nextLong());
      if (each.engine().engine() == Engine.BUILT_IN && each.isComparable()) {
        cases.add(each);
      }
    }
    assertAgreement(cases);
  }

  private static List<String> table(String name) throws IOException {
    try (InputStream in = CopierAgreementTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    }
  }

  private void assertAgreement(List<Case> cases) throws Exception {
    for (Case each : cases) {
      plant(each);
    }
    runRsync(cases);
    // rsync 3.5.0 sometimes waits for itself, as with -aXS --size-only; what it makes of it is
    // open.
    List<Case> silent = new ArrayList<>();
    for (Case each : cases) {
      if (exit(each).equals(TIMED_OUT)) {
        silent.add(each);
      }
    }
    assertTrue(silent.size() <= 2 + cases.size() / 50, () -> "rsync did not end: " + silent);
    var differences = new ArrayList<String>();
    for (Case each : cases) {
      String difference = silent.contains(each) ? "" : difference(each);
      if (!difference.isEmpty()) {
        differences.add(each + "\n" + difference);
      }
    }
    String shown = String.join("\n", differences.stream().limit(MOST_SHOWN).toList());
    assertEquals("", shown, () -> differences.size() + " of " + cases.size() + " differ");
  }

  private Path directory(Case each, String name) {
    return sandbox.directory().resolve("cases/" + each.number() + "/" + name);
  }

  private LinuxTree open(Case each, String name) throws TreeException {
    return LinuxTree.open(path(each, name));
  }

  private AbsolutePath path(Case each, String name) {
    return AbsolutePath.of(directory(each, name).toString());
  }

  private void plant(Case each) throws IOException {
    var random = new Random(each.seed());
    var first =
        PlannedTree.first(
            random, each.has(RsyncFlag.HARD_LINKS), each.has(RsyncFlag.GROUP), each.follows());
    var second = first.second(random);
    for (String name : List.of("source", "ours", "theirs")) {
      Files.createDirectories(directory(each, name));
      try (LinuxTree tree = open(each, name)) {
        (name.equals("source") ? first : second).make(tree);
      }
    }
  }

  /// All in one process, since making a sandbox takes longer than copying a tree.
  private void runRsync(List<Case> cases) throws IOException, InterruptedException {
    var script = new StringBuilder("umask 022\n");
    for (Case each : cases) {
      script.append("timeout 10 rsync -rq --force --ignore-errors");
      each.words().forEach(word -> script.append(" '").append(word).append('\''));
      each.rules().forEach(rule -> script.append(" -f '").append(rule).append('\''));
      for (String name : List.of("source", "theirs")) {
        script.append(" '").append(directory(each, name)).append("/'");
      }
      script.append(" >'").append(directory(each, "said")).append("' 2>&1");
      script.append("; echo $? >'").append(directory(each, "exit")).append("'\n");
    }
    Path file = sandbox.directory().resolve("rsync.sh");
    Files.writeString(file, script.toString());
    try (var process = sandbox.start("sh", file.toString())) {
      assertEquals(0, process.await(Duration.ofMinutes(10)).exit());
    }
  }

  /// What is different after both, or nothing.
  private String difference(Case each) throws Exception {
    String exit = exit(each);
    String said = exit.equals("0") ? "" : "rsync: " + Files.readString(directory(each, "said"));
    assertTrue(USUAL_EXITS.contains(exit), () -> each + " ended with " + exit + "\n" + said);
    var options = each.options();
    assertEquals(Engine.BUILT_IN, each.engine().engine(), each.engine()::why);
    boolean links = each.has(RsyncFlag.HARD_LINKS);
    boolean holes = each.has(RsyncFlag.SPARSE);
    var before = shape(each, "ours", links, holes);
    Report report = copy(each, CopyTerms.of(options));
    String failed = report.failures().isEmpty() ? "" : "copier: " + report.failures() + "\n";
    String lines =
        lines(
            each,
            shape(each, "source", links, holes),
            before,
            shape(each, "theirs", links, holes),
            shape(each, "ours", links, holes));
    return lines.isEmpty() && failed.isEmpty() ? "" : said + failed + lines;
  }

  private String exit(Case each) throws IOException {
    return Files.readString(directory(each, "exit")).strip();
  }

  private Map<String, String> shape(Case each, String name, boolean links, boolean holes)
      throws TreeException {
    try (LinuxTree tree = open(each, name)) {
      return TreeShape.of(tree, links, holes);
    }
  }

  private Report copy(Case each, CopyOptions options) throws Exception {
    RsyncOptions rsync = each.options();
    try (LinuxTree source = LinuxTree.openToRead(path(each, "source"), CopyTerms.following(rsync));
        LinuxTree target =
            LinuxTree.openOrCreate(path(each, "ours"), CopyTerms.followingOnTarget(rsync))) {
      return new Mirror(
              source,
              target,
              each.filters(),
              options,
              CopyTerms.backups(each.options(), target),
              each.deletes(),
              Runnable::run)
          .scanAll();
    }
  }

  /// What is equal anyhow is not written again here with `--ignore-times`, and so keeps what only
  /// the target had; and which of several names is met first, and gives its inode to the others,
  /// differs.
  private static String seen(Case each, String line) {
    boolean replaced = each.has(RsyncFlag.IGNORE_TIMES) || each.has(RsyncFlag.HARD_LINKS);
    return replaced && !each.has(RsyncFlag.XATTRS) ? line.replaceFirst(" \\{.*}", "") : line;
  }

  /// The line without the mode, where rsync keeps a link's, which Linux shows as 0777, for the node
  /// that takes its place.
  private static String modeless(Case each, String source, String before, String line) {
    boolean kept =
        !each.has(RsyncFlag.PERMS)
            && before.startsWith("SYMLINK ")
            && source.matches("(FIFO|SOCKET|CHARACTER_DEVICE|BLOCK_DEVICE) .*");
    return kept ? line.replaceFirst("^(\\w+) [0-7]+ ", "$1 ") : line;
  }

  /// Backup directories are made here like what the target had, there like what it gets; and the
  /// first at once. rsync leaves a file in a directory's place with `--ignore-existing`, but for
  /// its time.
  private static boolean isKnown(
      Case each, String path, Map<String, String> source, Map<String, String> before, String both) {
    boolean keeps = each.options().effective().value(RsyncValue.BACKUP_DIR) != null;
    if (keeps && path.equals(".")) {
      return true; // rsync leaves it with the time of the first backup
    }
    if (each.follows() && both.startsWith("-") && isBehindLink(path, source)) {
      return true; // rsync deletes what a link that leads nowhere stands for
    }
    if (each.has(RsyncFlag.KEEP_DIRLINKS) && both.matches("SYMLINK .*SYMLINK .*")) {
      return true; // rsync dresses a link that belongs to another user, which it does not trust
    }
    if (path.startsWith(".kept") && both.matches("(-|DIRECTORY [^:]*:\\d+ now( \\{.*})?){2}")) {
      return true;
    }
    return each.has(RsyncFlag.IGNORE_EXISTING)
        && source.getOrDefault(path, "").startsWith("DIRECTORY")
        && before.containsKey(path)
        && !before.getOrDefault(path, "").startsWith("DIRECTORY");
  }

  private static boolean isBehindLink(String path, Map<String, String> source) {
    for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (source.getOrDefault(path.substring(0, end), "").startsWith("SYMLINK")) {
        return true;
      }
    }
    return false;
  }

  private static String lines(
      Case each,
      Map<String, String> source,
      Map<String, String> before,
      Map<String, String> theirs,
      Map<String, String> ours) {
    var text = new StringBuilder();
    var paths = new TreeSet<>(theirs.keySet());
    paths.addAll(ours.keySet());
    for (String path : paths) {
      String one = theirs.getOrDefault(path, "-");
      String other = ours.getOrDefault(path, "-");
      String from = source.getOrDefault(path, "-");
      String was = before.getOrDefault(path, "-");
      if (!modeless(each, from, was, seen(each, one))
              .equals(modeless(each, from, was, seen(each, other)))
          && !isKnown(each, path, source, before, one + other)) {
        text.append("  ").append(path);
        text.append("\n    source ").append(from);
        text.append("\n    before ").append(was);
        text.append("\n    rsync  ").append(one);
        text.append("\n    copier ").append(other).append('\n');
      }
    }
    return text.toString();
  }
}
