package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import lockstep.event.RelativePath;
import lockstep.tree.MemoryErrno;
import lockstep.tree.MemoryFaults;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.MemoryTree;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two trees of one disk that come to lie in each other after they were opened.
final class BordersTest {
  private static final RelativePath SOURCE = RelativePath.of("source");
  private static final RelativePath TARGET = RelativePath.of("target");
  private static final String HALT = "source and target lie within each other: ";
  private static final String WAY_OUT = "; unmount it, move it away or exclude it";

  private final MemoryFileSystem disk =
      new MemoryFileSystem(1, () -> Instant.EPOCH.plusSeconds(1_700_000_000));
  private Function<Stat, @Nullable String> owner = _ -> null;
  private final MemoryTree source;
  private final MemoryTree target;
  private boolean closedToUs;

  BordersTest() {
    disk.writer().write(make("source/d/e").resolve(bytes("f")), bytes("precious"));
    disk.writer().write("source/g", "precious");
    make("target");
    source = disk.tree(SOURCE, MemoryFaults.NONE);
    target =
        disk.tree(
            TARGET,
            (call, path) -> {
              if (closedToUs && call.equals("opendir") && !path.isRoot()) {
                refuseUnlessReadable(path);
              }
            });
  }

  private void refuseUnlessReadable(RelativePath path) throws TreeException {
    String whole = "target/" + path;
    if (disk.writer().exists(whole)
        && (disk.writer().stat(RelativePath.of(whole)).mode() & 0500) != 0500) {
      throw MemoryErrno.EACCES.at("opendir", path);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private RelativePath make(String directory) {
    disk.writer().mkdirs(directory);
    return RelativePath.of(directory);
  }

  private Runnable bind(String at, String shown) {
    return disk.bind(make(at), disk, RelativePath.of(shown));
  }

  private Mirror mirror() throws TreeException {
    return mirror(CopyOptions.ARCHIVE);
  }

  private Mirror mirror(CopyOptions options) throws TreeException {
    var borders = new Borders(source, target, stat -> owner.apply(stat));
    borders.look();
    return new Mirror(source, target, borders, options);
  }

  private String sourceText() {
    return disk.snapshot().of(SOURCE).text();
  }

  /// Does the work, which must halt everything and change nothing in the source.
  private void assertHalts(String why, Mirror mirror, Work work) {
    String before = sourceText();
    assertEquals(HALT + why + WAY_OUT, mirror.settle(work).halt());
    assertEquals(before, sourceText());
  }

  private static Work scan() {
    return Mirror.work(
        new Work.Part(RelativePath.ROOT, List.of(), new Work.Scan(null, true), true));
  }

  @AfterEach
  void everythingIsClosed() {
    assertEquals(0, source.openCount() + target.openCount());
  }

  @Test
  void theTargetIsMountedInTheSource() throws TreeException {
    Mirror mirror = mirror();
    bind("source/d/t", "target");
    assertHalts("/d/t of the source is the target itself", mirror, scan());
  }

  @Test
  void whatHoldsTheTargetIsMountedInTheSource() {
    disk.writer().mkdirs("outer/target");
    MemoryTree inner = disk.tree(RelativePath.of("outer/target"), MemoryFaults.NONE);
    Mirror mirror = new Mirror(source, inner, CopyOptions.ARCHIVE);
    bind("source/t", "outer");
    assertHalts(
        "/t of the source is a mount that shows a directory which holds the target",
        mirror,
        scan());
  }

  @Test
  void theSourceIsMountedInTheTarget() throws TreeException {
    Mirror mirror = mirror();
    mirror.scanAll();
    disk.bind(RelativePath.of("target/d"), disk, SOURCE);
    assertHalts("/d of the target is the source itself", mirror, scan());
  }

  @Test
  void anEventNamesWhatLiesBelowAMountOfTheSource() throws TreeException {
    Mirror mirror = mirror();
    disk.writer().mkdirs("source/x/d/e");
    mirror.scanAll();
    disk.bind(RelativePath.of("target/x"), disk, SOURCE);
    disk.writer().write("source/x/d/e/f", "another");
    assertHalts(
        "/x/d/e of the target is a mount that shows what lies in the source",
        mirror,
        mirror.named("x/d/e/f", "x/d/e/g"));
  }

  @Test
  void aRenameIsNotRepeatedInAMountOfTheSource() throws TreeException {
    Mirror mirror = mirror();
    disk.writer().mkdirs("source/x/d/e");
    mirror.scanAll();
    disk.bind(RelativePath.of("target/x"), disk, SOURCE);
    disk.writer().write("source/x/d/e/h", "precious");
    assertHalts(
        "/x/d/e of the target is a mount that shows what lies in the source",
        mirror,
        mirror.renamed(List.of("x/d/e/f x/d/e/h")));
  }

  @Test
  void aDirectoryOfTheSourceIsMountedInTheTarget() throws TreeException {
    Mirror mirror = mirror();
    mirror.scanAll();
    disk.writer().mkdirs("source/h");
    bind("target/h", "source/d");
    assertHalts("/h of the target is a mount that shows what lies in the source", mirror, scan());
  }

  /// Not looked into, as the source has nothing there; but to be deleted.
  @Test
  void aMountIsNeverEmptied() throws TreeException {
    Runnable unmount = bind("target/gone/m", "source/d");
    disk.writer().write("target/gone/file", "x");
    String before = sourceText();
    Report report = mirror().scanAll();
    assertEquals(before, sourceText());
    assertEquals(
        List.of(
            new Report.Failure(
                RelativePath.of("gone"),
                false,
                "/gone/m is not removed: it is a mount point, which is never emptied; unmount it"
                    + " or exclude it")),
        report.failures());
    unmount.run();
    assertEquals(List.of(), mirror().scanAll().failures());
    assertEquals(sourceText(), disk.snapshot().of(TARGET).text());
  }

  @Test
  void theSourceIsMovedIntoTheTarget() throws TreeException {
    Mirror mirror = mirror();
    disk.writer().rename(SOURCE, RelativePath.of("target/s"));
    Work work =
        Mirror.work(
            new Work.Part(
                RelativePath.ROOT,
                List.of(new Work.Named(bytes("s"), true, false, false)),
                null,
                true));
    mirror.settle(work); // the root is gone, which halts
    assertEquals("precious", disk.writer().text("target/s/d/e/f"));
  }

  @Test
  void theRootOfAnotherSyncIsNotRemoved() throws TreeException {
    disk.writer().mkdirs("target/a/b/other");
    disk.writer().write("target/a/b/other/file", "another's");
    Stat root = disk.writer().stat(RelativePath.of("target/a/b/other"));
    owner = stat -> stat.isSameInode(root) ? "the source of Sync2" : null;
    assertEquals(
        List.of(
            new Report.Failure(
                RelativePath.of("a"),
                false,
                "/a/b/other is not removed: it is the source of Sync2; remove it yourself or"
                    + " exclude it")),
        mirror().scanAll().failures());
    assertEquals("another's", disk.writer().text("target/a/b/other/file"));
  }

  @Test
  void ofADeepTreeFewLevelsAreHeldOpen() throws TreeException {
    int depth = 5 * Descent.MOST_OPEN + 7;
    StringBuilder path = new StringBuilder("target");
    for (int i = 0; i < depth; i++) {
      path.append("/d");
      disk.writer().mkdirs(path.toString());
      disk.writer().write(path + "/a", "x");
      disk.writer().write(path + "/z", "x");
    }
    int[] most = {0};
    MemoryTree counted =
        disk.tree(TARGET, (_, _) -> most[0] = Math.max(most[0], counting.openCount()));
    counting = counted;
    disk.writer().delete("source/d");
    Report report = new Mirror(source, counted, CopyOptions.ARCHIVE).scanAll();
    assertEquals(List.of(), report.failures());
    assertEquals(3L * depth, report.counts().deleted());
    assertEquals(sourceText(), disk.snapshot().of(TARGET).text());
    assertEquals(true, most[0] <= Descent.MOST_OPEN + 4, "" + most[0]);
    assertEquals(0, counted.openCount());
  }

  private MemoryTree counting = disk.tree();

  @Test
  void aLevelThatWasReplacedMeanwhileIsLeftAlone() throws TreeException {
    int depth = 2 * Descent.MOST_OPEN;
    String deep = "target" + "/d".repeat(depth);
    disk.writer().mkdirs(deep);
    disk.writer().write("source/other", "x");
    boolean[] done = {false};
    MemoryTree disturbed =
        disk.tree(
            TARGET,
            (call, path) -> {
              if (!done[0] && call.equals("rmdir") && path.depth() == depth) {
                done[0] = true;
                disk.writer().rename("target/d/d/d", "moved");
                disk.writer().mkdirs("target/d/d/d");
                disk.writer().write("target/d/d/d/new", "x");
              }
            });
    disk.writer().delete("source/d");
    Report report = new Mirror(source, disturbed, CopyOptions.ARCHIVE).scanAll();
    assertEquals(false, report.failures().isEmpty());
    assertEquals("x", disk.writer().text("target/d/d/d/new"));
    disturbed.close();
  }

  private static CopyOptions ordinaryUser() {
    return CopyOptions.ARCHIVE.without(Carried.GROUP).asOrdinaryUser();
  }

  @Test
  void anOrdinaryUserEntersWhatIsClosedToHim() throws TreeException {
    Mirror mirror = mirror(ordinaryUser());
    mirror.scanAll();
    disk.writer().chmod("target/d/e", 0);
    disk.writer().mkdirs("target/gone/deep");
    disk.writer().chmod("target/gone/deep", 0);
    disk.writer().chmod("target/gone", 0);
    disk.writer().write("source/d/e/new", "x");
    closedToUs = true;
    Report report = mirror(ordinaryUser()).scanAll();
    assertEquals(List.of(), report.failures());
    assertEquals(sourceText(), disk.snapshot().of(TARGET).text());
  }

  @Test
  void whatHeOpenedIsClosedAgainWhereModesAreNotCarriedOver() throws TreeException {
    mirror().scanAll();
    disk.writer().chmod("target/d/e", 0);
    disk.writer().write("source/d/e/new", "x");
    closedToUs = true;
    CopyOptions options = ordinaryUser().without(Carried.PERMS);
    assertEquals(List.of(), mirror(options).scanAll().failures());
    assertEquals("x", disk.writer().text("target/d/e/new"));
    assertEquals(0, disk.writer().stat(RelativePath.of("target/d/e")).mode());
  }
}
