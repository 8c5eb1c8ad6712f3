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
import java.util.stream.Stream;
import lockstep.config.Engine;
import lockstep.config.RsyncFlag;
import lockstep.config.RsyncOptions;
import lockstep.config.RsyncValue;
import lockstep.copy.Mirror;
import lockstep.copy.Places;
import lockstep.copy.Report;
import lockstep.event.AbsolutePath;
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

  private static final String SOURCE = "source";
  private static final String OURS = "ours";
  private static final String THEIRS = "theirs";

  /// Below each side: its target, and an older copy of the source.
  private static final String TARGET = "/target";

  private static final String OLDER = "/older";

  private static final int MOST_SHOWN = Integer.getInteger("lockstep.agreement.shown", 6);

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
    var cases = new ArrayList<AgreementCase>();
    for (String line : table("agreement.txt")) {
      String[] columns = line.split("\\|", -1);
      List<String> rules =
          columns.length < 2
              ? List.of()
              : Stream.of(columns[1].split(";")).map(String::strip).toList();
      for (int i = 0; i < PAIRS; i++) {
        var words = new ArrayList<>(List.of(columns[0].strip().split(" +")));
        cases.add(new AgreementCase(cases.size(), words, rules, SEED * 1000 + cases.size()));
      }
    }
    assertAgreement(cases);
  }

  @Test
  void randomOptions() throws Exception {
    var pool = table("agreement-pool.txt");
    var cases = new ArrayList<AgreementCase>();
    for (int i = 0; i < CASES; i++) {
      var random = new Random(SEED * 1_000_000 + i);
      var words = new ArrayList<String>(List.of(random.nextInt(3) > 0 ? "-a" : "-lt"));
      for (String word : pool) {
        if (random.nextInt(pool.size()) < 4) {
          words.add(word);
        }
      }
      var each = new AgreementCase(cases.size(), words, List.of(), random.nextLong());
      if (each.engine().engine() == Engine.BUILT_IN) {
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

  private void assertAgreement(List<AgreementCase> cases) throws Exception {
    for (AgreementCase each : cases) {
      plant(each);
    }
    runRsync(cases);
    // rsync 3.5.0 sometimes waits for itself, as with -aXS --size-only, or falls over; what it
    // makes of it is open.
    List<AgreementCase> silent = new ArrayList<>();
    for (AgreementCase each : cases) {
      if (exit(each).equals(TIMED_OUT) || fellOver(each)) {
        silent.add(each);
      }
    }
    assertTrue(silent.size() <= 2 + cases.size() / 50, () -> "rsync did not end: " + silent);
    var differences = new ArrayList<String>();
    for (AgreementCase each : cases) {
      String difference = silent.contains(each) ? "" : difference(each);
      if (!difference.isEmpty()) {
        differences.add(each + "\n" + difference);
      }
    }
    String shown = String.join("\n", differences.stream().limit(MOST_SHOWN).toList());
    assertEquals("", shown, () -> differences.size() + " of " + cases.size() + " differ");
  }

  private Path directory(AgreementCase each, String name) {
    return sandbox.directory().resolve("cases/" + each.number() + "/" + name);
  }

  private LinuxTree open(AgreementCase each, String name) throws TreeException {
    return LinuxTree.open(path(each, name));
  }

  private AbsolutePath path(AgreementCase each, String name) {
    return AbsolutePath.of(directory(each, name).toString());
  }

  private void plant(AgreementCase each) throws IOException {
    var random = new Random(each.seed());
    var first = PlannedTree.first(random, each.traits());
    var second = first.second(random);
    var older = first.older(random);
    plant(each, SOURCE, first);
    for (String side : List.of(OURS, THEIRS)) {
      plant(each, side + TARGET, second);
      plant(each, side + OLDER, older);
      Files.createDirectories(directory(each, side + "/scratch"));
    }
  }

  private void plant(AgreementCase each, String name, PlannedTree plan) throws IOException {
    Files.createDirectories(directory(each, name));
    try (LinuxTree tree = open(each, name)) {
      Planting.plant(plan.plans(), tree);
    }
  }

  /// All in one process, since making a sandbox takes longer than copying a tree.
  private void runRsync(List<AgreementCase> cases) throws IOException, InterruptedException {
    var script = new StringBuilder("umask 022\n");
    for (AgreementCase each : cases) {
      script.append("timeout 10 rsync -rq --force --ignore-errors");
      each.at(directory(each, THEIRS))
          .words()
          .forEach(word -> script.append(" '").append(word).append('\''));
      each.rules().forEach(rule -> script.append(" -f '").append(rule).append('\''));
      for (String name : List.of(SOURCE, THEIRS + TARGET)) {
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
  private String difference(AgreementCase each) throws Exception {
    String exit = exit(each);
    String said = exit.equals("0") ? "" : "rsync: " + Files.readString(directory(each, "said"));
    assertTrue(USUAL_EXITS.contains(exit), () -> each + " ended with " + exit + "\n" + said);
    assertEquals(Engine.BUILT_IN, each.engine().engine(), each.engine()::why);
    var before = shape(each, OURS + TARGET, OURS);
    var older = shape(each, OURS + OLDER, OURS);
    Report report = copy(each);
    assertEquals(0, list(directory(each, OURS + "/scratch")), "left in the scratch directory");
    String lines =
        new KnownDifferences(
                each,
                shape(each, SOURCE, OURS),
                before,
                older,
                shape(each, THEIRS + TARGET, THEIRS),
                shape(each, OURS + TARGET, OURS))
            .text();
    if (lines.isEmpty() && report.failures().isEmpty()) {
      return "";
    }
    return said
        + (report.failures().isEmpty() ? "" : "copier: " + report.failures() + "\n")
        + lines;
  }

  private String exit(AgreementCase each) throws IOException {
    return Files.readString(directory(each, "exit")).strip();
  }

  /// rsync 3.5.0 loses its way with several names of a file and older copies.
  private boolean fellOver(AgreementCase each) throws IOException {
    return exit(each).equals("2")
        && Files.readString(directory(each, "said")).contains("(finish_hard_link)");
  }

  private static long list(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.count();
    }
  }

  private Map<String, Look> shape(AgreementCase each, String name, String side)
      throws TreeException {
    boolean links = each.has(RsyncFlag.HARD_LINKS) || each.has(RsyncValue.LINK_DEST);
    try (LinuxTree tree = open(each, name);
        LinuxTree older = open(each, side + OLDER)) {
      return TreeShape.of(tree, older, links, each.has(RsyncFlag.SPARSE));
    }
  }

  private Report copy(AgreementCase each) throws Exception {
    RsyncOptions rsync = each.at(directory(each, OURS)).options();
    AbsolutePath path = path(each, OURS + TARGET);
    try (LinuxTree source = LinuxTree.openToRead(path(each, SOURCE), CopyTerms.following(rsync));
        LinuxTree target = LinuxTree.openOrCreate(path, CopyTerms.followingOnTarget(rsync));
        Places places = CopyPlaces.of(rsync, target, path)) {
      return new Mirror(
              source,
              target,
              each.filters(),
              CopyTerms.of(rsync),
              places,
              each.deletes(),
              Runnable::run)
          .scanAll();
    }
  }
}
