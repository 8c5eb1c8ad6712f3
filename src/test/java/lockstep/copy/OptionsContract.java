package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import lockstep.event.RelativePath;
import lockstep.tree.TreeException;
import org.junit.jupiter.api.Test;

/// What each option carries over, and what it leaves.
interface OptionsContract extends Sides {
  CopyOptions NOTHING = CopyOptions.ARCHIVE.without(Carried.values());

  @Test
  default void archiveCarriesEverything() throws TreeException {
    source(
        """
        . dir 755 @100
        a file 4755 @1.000000007 10:20 : text
        d dir 2770 @2 10:20
        d/b link @3 10:20 : ../a
        d/c fifo 640 @4
        d/e dir 500 @5
        d/e/f file 400 @6 : deep
        s socket 777 @7
        x block 600 @8 : 1795
        """);
    assertClean(mirror().scanAll());
    assertSame();
  }

  @Test
  default void aSecondScanDoesNothing() throws TreeException {
    source(". dir 755 @1\na file 644 @2 : x\nd dir 700 @3 4:5\nd/l link @4 : x\nd/p fifo 600 @5");
    Mirror mirror = mirror();
    mirror.scanAll();
    Report again = mirror.scanAll();
    assertClean(again);
    assertEquals(Report.Counts.NONE, again.counts());
  }

  @Test
  default void onlyWhatDiffersIsSet() throws TreeException {
    source(". dir 755 @1\na file 644 @2 1:1 : x\nb file 600 @2 : y\nc file 600 @3 : z");
    target(". dir 755 @1\na file 600 @2 : x\nb file 600 @2 : y\nc file 600 @4 : z");
    Report report = mirror().scanAll();
    assertClean(report);
    assertEquals(new Report.Counts(1, 1, 1, 0, 0), report.counts());
    assertSame();
  }

  @Test
  default void withoutLinksDevicesAndSpecialsTheTargetKeepsItsOwn() throws TreeException {
    source(". dir 755 @1\nl link @2 : x\np fifo 600 @3\nd char 600 @4 : 259\nq fifo 600 @5");
    target(
        ". dir 755 @1\nl file 600 @9 : mine\np file 600 @9 : mine\nd dir 700 @9\ngone file 600 @1");
    Report report =
        mirror(CopyOptions.ARCHIVE.without(Carried.LINKS, Carried.DEVICES, Carried.SPECIALS))
            .scanAll();
    assertClean(report);
    assertTarget(". dir 755 @1\nd dir 700 @9\nl file 600 @9 : mine\np file 600 @9 : mine");
  }

  @Test
  default void withoutPermsAnOldFileKeepsItsModeAndANewOneGetsTheSources() throws TreeException {
    source(". dir 755 @1\nnew file 4644 @2 : x\nold file 644 @2 : changed\nsub dir 755 @3");
    target(". dir 755 @1\nold file 604 @9 : was");
    assertClean(mirror(CopyOptions.ARCHIVE.without(Carried.PERMS)).scanAll());
    assertTarget(". dir 755 @1\nnew file 644 @2 : x\nold file 604 @2 : changed\nsub dir 755 @3");
  }

  @Test
  default void withoutOwnerAndGroupNewEntriesBelongToUs() throws TreeException {
    source(". dir 755 @1\na file 644 @2 1:2 : x\nb file 644 @2 1:2 : y\nl link @3 1:2 : x");
    target(". dir 755 @1\nb file 644 @2 7:7 : y");
    assertClean(mirror(CopyOptions.ARCHIVE.without(Carried.OWNER, Carried.GROUP)).scanAll());
    assertTarget(". dir 755 @1\na file 644 @2 : x\nb file 644 @2 7:7 : y\nl link @3 : x");
  }

  @Test
  default void groupAlone() throws TreeException {
    source(". dir 755 @1\na file 644 @2 1:2 : x\nb file 6755 @2 1:2 : y");
    target(". dir 755 @1\nb file 6755 @2 7:7 : y");
    assertClean(mirror(CopyOptions.ARCHIVE.without(Carried.OWNER)).scanAll());
    assertTarget(". dir 755 @1\na file 644 @2 0:2 : x\nb file 6755 @2 7:2 : y");
  }

  @Test
  default void withoutTimesEqualContentStillArrives() throws TreeException {
    source("a file 644 @2 : xy\nb file 644 @3 : new");
    target("a file 644 @2 : xy\nb file 644 @2 : old");
    Report report = mirror(CopyOptions.ARCHIVE.without(Carried.TIMES)).scanAll();
    assertClean(report);
    assertEquals(1, report.counts().copied());
    assertEquals("new", text("b"));
  }

  private String text(String name) throws TreeException {
    try (var directory = target().open(RelativePath.ROOT)) {
      return new String(
          TreeText.read(directory, name.getBytes(StandardCharsets.ISO_8859_1)),
          StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  default void withoutXattrsTheTargetKeepsItsOwn() throws TreeException {
    source(". dir 755 @1\na file 644 @2 user.a=1 : x");
    target(". dir 755 @1\na file 644 @2 user.b=2 : x");
    assertClean(mirror().scanAll());
    assertTarget(". dir 755 @1\na file 644 @2 user.b=2 : x");
  }

  @Test
  default void xattrsOfFilesAndDirectories() throws TreeException {
    source(
        """
        . dir 755 @1 user.root=0
        a file 644 @2 trusted.t=9 user.a=1 user.same=s : x
        b file 644 @2 : y
        d dir 755 @3 user.d=4
        d/new file 600 @4 5:6 user.n=5
        l link @5 : x
        """);
    target(
        ". dir 755 @1\n"
            + "a file 644 @2 user.a=0 user.extra=1 user.same=s : x\n"
            + "b file 644 @2 user.x=1 : y");
    Mirror mirror = mirror(CopyOptions.ARCHIVE.with(Carried.XATTRS));
    assertClean(mirror.scanAll());
    assertSame();
    assertEquals(Report.Counts.NONE, mirror.scanAll().counts());
  }

  @Test
  default void anOrdinaryUserCarriesOnlyUserXattrsAndNoOwner() throws TreeException {
    source(". dir 755 @1\na file 644 @2 5:0 trusted.t=9 user.a=1 : x\nd char 600 @3 : 259");
    Mirror mirror = mirror(CopyOptions.ARCHIVE.with(Carried.XATTRS).asOrdinaryUser());
    assertClean(mirror.scanAll());
    assertTarget(". dir 755 @1\na file 644 @2 user.a=1 : x");
  }

  @Test
  default void namedEntriesAreComparedByContent() throws TreeException {
    source("a file 644 @2 : new\nb file 644 @2 : new");
    target("a file 644 @2 : old\nb file 644 @2 : old");
    Mirror mirror = mirror();
    Report report = mirror.settle(mirror.named("a"));
    assertClean(report);
    assertEquals(new Report.Counts(1, 3, 0, 0, 0), report.counts());
    assertEquals("new", text("a"));
    assertEquals("old", text("b"));
  }

  @Test
  default void namesOf255BytesAndOfAnyByte() throws TreeException {
    String longest = "é".repeat(127) + "x";
    byte[] bytes = longest.getBytes(StandardCharsets.UTF_8);
    String name = new String(bytes, StandardCharsets.UTF_8);
    source(". dir 755 @1\n" + name + " file 600 @1 : long\n\u0001\t\\ file 600 @2 : odd");
    target(". dir 755 @1\n" + name + " file 600 @0 : was");
    assertClean(mirror().scanAll());
    assertSame();
  }

  @Test
  default void nothingIsCarriedButNamesAndContent() throws TreeException {
    source("a file 644 @2 1:1 user.x=1 : x\nd dir 755 @3\nd/b file 600 @4 : y\nl link @5 : x");
    assertClean(mirror(NOTHING).scanAll());
    String names =
        TreeText.show(target()).lines().map(line -> line.split(" ")[0]).toList().toString();
    assertEquals("[., a, d, d/b]", names);
  }
}
