package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The systemd unit: how much it leaves open, and that the program can do its work within it.
class UnitIT {
  private static final Path UNIT = Path.of("packaging/lockstep.service").toAbsolutePath();

  /// As `systemd-analyze` counts; lsyncd's unit has 9.6, and 10 is the worst.
  private static final double MOST_EXPOSED = 3.5;

  private static final TreeDifference.Options ALL =
      new TreeDifference.Options(true, true, true, false);

  /// Newer than some versions of systemd and strace, which know it by its number at most; the
  /// program has another way where it is refused.
  private static final Set<String> DISPENSABLE = Set.of("fchmodat2", "syscall_0x1c4");

  private Stage stage;

  @BeforeEach
  void begin() throws Exception {
    assumeTrue(
        Stream.of("/usr/bin", "/bin").anyMatch(bin -> Files.isExecutable(Path.of(bin, ANALYSER))),
        "skipped: this machine has no systemd-analyze");
    stage = Stage.create();
  }

  private static final String ANALYSER = "systemd-analyze";

  @AfterEach
  void end() throws Exception {
    if (stage != null) {
      stage.close();
    }
  }

  private static String analyse(String... words) throws Exception {
    var command = Stream.concat(Stream.of(ANALYSER), Stream.of(words)).toList();
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SYSTEMD_COLORS", "0");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  /// The values of all lines with this key, in order.
  private static List<String> values(String key) throws Exception {
    return Files.readAllLines(UNIT).stream()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1))
        .toList();
  }

  @Test
  void itLeavesLittleOpen() throws Exception {
    String said = analyse("security", "--offline=yes", UNIT.toString());
    Matcher level = Pattern.compile("exposure level for \\S+: ([0-9.]+)").matcher(said);
    assertTrue(level.find(), said);
    assertTrue(Double.parseDouble(level.group(1)) <= MOST_EXPOSED, said);
  }

  /// A mirror of everything that root can make, with no capability but the unit's, and every system
  /// call looked at.
  @Test
  void theWorkIsDoneWithinIt() throws Exception {
    stage.configure(
        Stage.sync(
            "delay = 0, rsync = { archive = true, acls = true, xattrs = true, hard_links = true"
                + " }"));
    inside("mkdir source/d; head -c 3000000 /dev/urandom > source/d/big; ln source/d/big source/e");
    Path calls = stage.home.resolve("calls");
    stage.start(
        "setpriv",
        "--no-new-privs",
        "--inh-caps=-all",
        "--bounding-set=" + capabilities(),
        "strace",
        "-D",
        "-f",
        "-qq",
        "-o",
        calls.toString());
    stage.awaitInStep();
    inside(
        """
        cd source
        mknod null c 1 3; mknod disk b 7 99; mkfifo fifo; ln -s nowhere link
        cp /bin/true tool; chown 1234:5678 tool; chmod 6755 tool
        cp /bin/true able; setfattr -n security.capability -v 0sAQAAAgAgAAAAAAAAAAAAAAAAAAA= able
        echo secret > locked; chown 1234:5678 locked; chmod 0 locked
        mkdir closed; echo x > closed/file; chown -R 4321 closed; chmod 0 closed
        setfacl -m u:99:r,g:98:rw e; setfattr -n user.note -v text d
        echo more >> d/big; mv d moved; echo y > moved/new; rm fifo
        """);
    stage.waitInStep();
    stage.daemon().signal("HUP");
    stage.daemon().awaitText(Stage.LIMIT, text -> text.contains("is taken up"));
    inside("rm -rf source/moved");
    stage.waitAndCompare(ALL);
    stage.stop();
    assertEquals(Set.of(), forbidden(Files.readString(calls, StandardCharsets.ISO_8859_1)));
  }

  private void inside(String script) throws Exception {
    stage.sandbox.output("sh", "-ec", "cd '" + stage.home + "'\n" + script);
  }

  private static String capabilities() throws Exception {
    return values("CapabilityBoundingSet").stream()
        .flatMap(value -> Stream.of(value.split(" ")))
        .map(name -> "+" + name.substring("CAP_".length()).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(",", "-all,", ""));
  }

  private static Set<String> forbidden(String trace) throws Exception {
    Set<String> called =
        Pattern.compile("^\\d+ +([a-z_0-9]+)\\(", Pattern.MULTILINE)
            .matcher(trace)
            .results()
            .map(call -> call.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(
        called.containsAll(Set.of("openat2", "inotify_add_watch", "mknodat")), called::toString);
    called.removeAll(allowed());
    called.removeAll(DISPENSABLE);
    return called;
  }

  private static Set<String> allowed() throws Exception {
    Map<String, Set<String>> groups = groups();
    var allowed = new TreeSet<String>();
    for (String value : values("SystemCallFilter")) {
      boolean taken = value.startsWith("~");
      for (String name : value.replace("~", "").split(" ")) {
        Set<String> calls = expanded(name, groups);
        boolean _ = taken ? allowed.removeAll(calls) : allowed.addAll(calls);
      }
    }
    return allowed;
  }

  private static Set<String> expanded(String name, Map<String, Set<String>> groups) {
    if (!name.startsWith("@")) {
      return Set.of(name);
    }
    return groups.get(name).stream()
        .flatMap(each -> expanded(each, groups).stream())
        .collect(Collectors.toSet());
  }

  /// The groups of system calls that this version of systemd knows.
  private static Map<String, Set<String>> groups() throws Exception {
    var groups = new HashMap<String, Set<String>>();
    Set<String> current = new TreeSet<>();
    for (String line : analyse("syscall-filter").lines().toList()) {
      if (line.startsWith("@")) {
        current = groups.computeIfAbsent(line.strip(), _ -> new TreeSet<>());
      } else if (line.startsWith("    ") && !line.strip().startsWith("#")) {
        current.add(line.strip());
      }
    }
    return groups;
  }
}
