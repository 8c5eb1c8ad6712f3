package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import lockstep.linux.Dirents;
import lockstep.linux.Inodes;
import lockstep.linux.Open;
import lockstep.linux.Statx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Single changes that lsyncd misses, or takes for something else.
class ChangesIT {
  private static final String PROMPT = "delay = 0, rsync = { archive = true }";
  private static final TreeDifference.Options ARCHIVE = TreeDifference.Options.ARCHIVE;

  private Stage stage;
  private Folder source;

  private void begin(String sync) throws Exception {
    stage = Stage.running(sync);
    source = Folder.of(stage.source);
  }

  @AfterEach
  void end() throws Exception {
    if (stage != null) {
      source.close();
      stage.stop();
      stage.close();
    }
  }

  private void arrives() throws Exception {
    stage.waitAndCompare(ARCHIVE);
  }

  private Folder made(String name) {
    done(source.mkdir(name));
    return source.open(name);
  }

  private static void done(int result) {
    assertTrue(result >= 0, () -> lockstep.linux.Errno.text(result));
  }

  @Test
  void aFileIsCutShortByPath() throws Exception {
    begin(PROMPT);
    done(source.write("file", Content.text("0123456789")));
    arrives();
    done(source.truncate("file", 4));
    arrives();
    assertEquals("0123", Files.readString(stage.target.resolve("file")));
  }

  @Test
  void aFileIsRewrittenAtTheSameSizeAgainAndAgain() throws Exception {
    begin(PROMPT);
    for (int i = 0; i < 3; i++) {
      done(source.write("file", Content.text("version " + i)));
      done(source.overwrite("file", Content.text("VERSION"), 0));
      arrives();
    }
  }

  @Test
  void aFileIsRewrittenAndItsTimeSetBack() throws Exception {
    begin(PROMPT);
    done(source.write("file", Content.text("before")));
    done(source.setTime("file", 1_700_000_000, 123_456_789));
    arrives();
    done(source.overwrite("file", Content.text("after!"), 0));
    done(source.setTime("file", 1_700_000_000, 123_456_789));
    arrives();
    assertEquals("after!", Files.readString(stage.target.resolve("file")));
  }

  @Test
  void onlyTheTimesOfDirectoriesAreSet() throws Exception {
    begin(PROMPT);
    try (Folder directory = made("directory")) {
      arrives();
      done(Inodes.futimens(directory.fd, 1_600_000_000, 1));
      done(Inodes.futimens(source.fd, 1_600_000_001, 2));
      arrives();
    }
  }

  @Test
  void theModeAndOwnerOfTheRootChange() throws Exception {
    begin(PROMPT);
    done(Inodes.fchmod(source.fd, 0711));
    done(Inodes.fchown(source.fd, 3, 4));
    arrives();
  }

  @Test
  void allNamesOfAnInodeAreRefreshed() throws Exception {
    begin("delay = 0, rsync = { archive = true, hard_links = true }");
    var options = new TreeDifference.Options(true, false, false, false);
    done(source.write("one", Content.text("before")));
    try (Folder directory = made("directory")) {
      done(source.link("one", directory, "two"));
      done(source.link("one", source, "three"));
      stage.waitAndCompare(options);
      done(directory.overwrite("two", Content.text("after!"), 0));
      stage.waitAndCompare(options);
      done(Inodes.fchmodat2(source.fd, Folder.bytes("three"), 0600, Statx.AT_SYMLINK_NOFOLLOW));
      stage.waitAndCompare(options);
      done(source.unlink("one"));
      done(source.write("one", Content.text("a file of its own")));
      stage.waitAndCompare(options);
    }
  }

  @Test
  void aNameIsAddedLater() throws Exception {
    begin("delay = 0, rsync = { archive = true, hard_links = true }");
    var options = new TreeDifference.Options(true, false, false, false);
    done(source.write("one", Content.text("before")));
    stage.waitAndCompare(options);
    done(source.link("one", source, "two"));
    stage.waitAndCompare(options);
    done(source.overwrite("two", Content.text("after!"), 0));
    stage.waitAndCompare(options);
  }

  @Test
  void linksAreMadeAndRenamedTogether() throws Exception {
    begin("delay = 0, rsync = { archive = true, hard_links = true }");
    var options = new TreeDifference.Options(true, false, false, false);
    done(source.write("a", Content.text("one")));
    done(source.write("b", Content.text("two")));
    stage.waitAndCompare(options);
    try (Folder directory = made("directory")) {
      done(source.link("a", directory, "a"));
      done(source.rename("a", source, "c"));
      stage.waitAndCompare(options);
      done(source.link("b", source, "b2"));
      done(source.rename("b2", directory, "a"));
      stage.waitAndCompare(options);
      done(source.rename("directory", source, "elsewhere"));
      done(directory.link("a", source, "again"));
      stage.waitAndCompare(options);
      done(source.overwrite("again", Content.text("TWO"), 0));
      stage.waitAndCompare(options);
    }
  }

  @Test
  void aBackslashStandsBesideAWildcard() throws Exception {
    begin(PROMPT);
    done(source.write("a\\b*", Content.text("this one")));
    done(source.write("a\\bc", Content.text("not this one")));
    done(source.write("[a]?\\", Content.text("x")));
    arrives();
    done(source.write("a\\b*", Content.text("changed")));
    done(source.unlink("[a]?\\"));
    arrives();
  }

  @Test
  void directoriesAreExchangedAndWrittenIn() throws Exception {
    begin(PROMPT);
    try (Folder one = made("one");
        Folder two = made("two")) {
      done(one.write("file", Content.text("first")));
      done(two.mkdir("deep"));
      arrives();
      done(source.exchange("one", source, "two"));
      done(one.write("later", Content.text("in what is called two now")));
      try (Folder deep = two.open("deep")) {
        done(deep.write("later", Content.text("in one/deep")));
      }
      arrives();
      done(one.append("file", Content.text(" and second")));
      done(two.write("latest", Content.text("x")));
      arrives();
    }
    source.remove("one");
    arrives();
  }

  @Test
  void aFileAndADirectoryAreExchanged() throws Exception {
    begin(PROMPT);
    try (Folder directory = made("directory")) {
      done(directory.write("within", Content.text("1")));
      done(source.write("file", Content.text("2")));
      arrives();
      done(source.exchange("directory", source, "file"));
      done(directory.write("within", Content.text("3")));
      arrives();
      done(directory.write("again", Content.text("4")));
      arrives();
    }
  }

  @Test
  void aDirectoryBecomesALinkAndBack() throws Exception {
    begin(PROMPT);
    Path outside = Files.createDirectory(stage.home.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "nobody's");
    try (Folder directory = made("directory")) {
      done(directory.write("file", Content.text("x")));
      arrives();
      done(source.rename("directory", source, "moved"));
      done(source.symlink(outside.toString(), "directory"));
      Files.writeString(outside.resolve("more"), "nobody's either");
      done(directory.write("file", Content.text("y")));
      arrives();
      done(source.unlink("directory"));
      done(source.rename("moved", source, "directory"));
      done(directory.write("file", Content.text("z")));
      arrives();
    }
    assertEquals("nobody's", Files.readString(outside.resolve("secret")));
    assertTrue(Files.isRegularFile(outside.resolve("more")));
  }

  @Test
  void aTargetDirectoryBecameALinkOut() throws Exception {
    begin(PROMPT);
    Path outside = Files.createDirectory(stage.home.resolve("outside"));
    Files.writeString(outside.resolve("file"), "keep");
    try (Folder directory = made("directory")) {
      done(directory.write("file", Content.text("1")));
      arrives();
      try (Folder target = Folder.of(stage.target)) {
        target.remove("directory");
        done(target.symlink(outside.toString(), "directory"));
      }
      done(directory.write("file", Content.text("2")));
      done(directory.write("other", Content.text("3")));
      arrives();
    }
    assertEquals("keep", Files.readString(outside.resolve("file")));
    try (var entries = Files.list(outside)) {
      assertEquals(1, entries.count());
    }
  }

  @Test
  void newDirectoriesAreGoneOrSomethingElseByTheTimeTheyAreSeen() throws Exception {
    begin(PROMPT);
    for (int i = 0; i < 300; i++) {
      String name = "d" + i % 7;
      source.mkdir(name);
      if (i % 3 == 0) {
        source.symlink("..", "l" + i % 5);
        source.rename("l" + i % 5, source, name);
      }
      source.remove(name);
      if (i % 2 == 0) {
        done(source.write(name, Content.text("now a file " + i)));
      } else {
        done(source.symlink("../outside", name));
      }
      source.remove(name);
      done(source.mkdir(name));
      try (Folder directory = source.open(name)) {
        done(directory.write("file", Content.text("at last " + i)));
      }
    }
    arrives();
  }

  @Test
  void aLogThatIsNeverClosedArrivesUnasked() throws Exception {
    begin(PROMPT);
    int log = source.openFile("log", Open.O_WRONLY | Open.O_CREAT | Open.O_APPEND);
    done(log);
    try (Folder target = Folder.of(stage.target)) {
      done(Folder.writeTo(log, Content.text("first\n")));
      Stage.await("the quiet log has arrived", () -> holds(target, "log", "first\n"));
      var expected = new StringBuilder("first\n");
      Stage.await(
          "a log that is written to all the time has arrived",
          () -> {
            Folder.writeTo(log, Content.text("x"));
            expected.append('x');
            byte[] there = target.read("log");
            return there != null && there.length > 100;
          });
      arrives();
      assertEquals(expected.toString(), Files.readString(stage.target.resolve("log")));
    } finally {
      lockstep.linux.Files.close(log);
    }
  }

  private static boolean holds(Folder folder, String name, String text) {
    byte[] content = folder.read(name);
    return content != null && new String(content, java.nio.charset.StandardCharsets.UTF_8).equals(text);
  }

  @Test
  void whatWasMovedOutIsNotFollowed() throws Exception {
    begin(PROMPT);
    Path home = Files.createDirectory(stage.home.resolve("outside"));
    try (Folder directory = made("directory");
        Folder outside = Folder.of(home)) {
      done(directory.write("file", Content.text("1")));
      arrives();
      done(source.rename("directory", outside, "directory"));
      arrives();
      int pending = stage.openDescriptors();
      done(directory.write("file", Content.text("2")));
      done(directory.mkdir("below"));
      arrives();
      assertEquals(pending, stage.openDescriptors());
      done(outside.rename("directory", source, "back"));
      done(directory.write("file", Content.text("3")));
      arrives();
    }
  }

  @Test
  void halvesOfMovesAreComplete() throws Exception {
    begin(PROMPT);
    Path home = Files.createDirectory(stage.home.resolve("outside"));
    try (Folder outside = Folder.of(home)) {
      done(source.write("leaves", Content.text("1")));
      done(outside.write("enters", Content.text("2")));
      done(outside.mkdir("tree"));
      try (Folder tree = outside.open("tree")) {
        done(tree.mkdir("deep"));
        done(tree.write("file", Content.text("3")));
      }
      arrives();
      done(source.rename("leaves", outside, "left"));
      done(outside.rename("enters", source, "entered"));
      done(outside.rename("tree", source, "tree"));
      arrives();
      try (Folder deep = source.open("tree/deep")) {
        done(deep.write("later", Content.text("4")));
      }
      arrives();
    }
  }

  @Test
  void renamesGoInChainsAndCircles() throws Exception {
    begin(PROMPT);
    for (String name : new String[] {"a", "b", "c"}) {
      done(source.write(name, Content.text("this was " + name)));
      try (Folder directory = made("d" + name)) {
        done(directory.write("file", Content.text("in d" + name)));
      }
    }
    arrives();
    for (String kind : new String[] {"", "d"}) {
      done(source.rename(kind + "a", source, "spare"));
      done(source.rename(kind + "b", source, kind + "a"));
      done(source.rename(kind + "c", source, kind + "b"));
      done(source.rename("spare", source, kind + "c"));
    }
    arrives();
    assertEquals("this was b", Files.readString(stage.target.resolve("a")));
    try (Folder target = Folder.of(stage.target)) {
      assertNull(target.stat("spare"));
    }
  }

  @Test
  void aRenamedFileIsAlwaysThereUnderOneOfItsNames() throws Exception {
    begin("delay = 2, rsync = { archive = true }");
    done(source.write("first", Content.text("x")));
    arrives();
    try (Folder target = Folder.of(stage.target)) {
      // What is pending under the old name falls due long before the new name would.
      done(source.append("first", Content.text("y")));
      Thread.sleep(1_500);
      done(source.rename("first", source, "second"));
      Stage.await(
          "the second name is there",
          () -> {
            boolean old = target.stat("first") != null;
            boolean fresh = target.stat("second") != null;
            assertTrue(old || fresh || target.stat("second") != null, "under neither name");
            return fresh && target.stat("first") == null;
          });
    }
    arrives();
  }

  @Test
  void aFileWithHolesIsCutShortWhileItIsCopied() throws Exception {
    begin(PROMPT);
    for (int i = 0; i < 40; i++) {
      int file = source.openFile("holes", Open.O_WRONLY | Open.O_CREAT);
      for (int block = 0; block < 300; block++) {
        lockstep.linux.Files.pwrite(file, Folder.direct(new byte[4096]), block * 16_384L);
      }
      lockstep.linux.Files.close(file);
      Thread.sleep(i % 7);
      done(source.truncate("holes", 5_000));
    }
    arrives();
  }

  @Test
  void anOverwrittenFileIsNeverAMixture() throws Exception {
    begin(PROMPT);
    var reader = new TornReader(stage.target);
    var random = new java.util.Random(1);
    var over = new java.util.concurrent.atomic.AtomicBoolean();
    done(source.write("p0", Content.checked(random, 3_000_000)));
    var reading = new Thread(() -> read(reader, over));
    reading.start();
    for (int i = 0; i < 100; i++) {
      // The first write has the file copied; the second may be under way when that begins.
      done(source.overwrite("p0", Content.checked(random, 3_000_000), 0));
      byte[] next = Content.checked(random, 3_000_000);
      Thread.sleep(random.nextInt(4));
      done(source.overwrite("p0", next, 0));
      Thread.sleep(20);
    }
    arrives();
    over.set(true);
    reading.join();
    reader.assertNothingTorn();
  }

  private static void read(TornReader reader, java.util.concurrent.atomic.AtomicBoolean over) {
    try {
      reader.run(over::get);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void lostEventsAreMadeUpFor() throws Exception {
    begin(PROMPT);
    try (Folder directory = made("directory")) {
      done(directory.write("deleted", Content.text("x")));
      arrives();
      stage.daemon().signal("STOP");
      for (int i = 0; i < 20_000; i++) {
        source.append("many", Content.text("x")); // to fill the kernel's queue
      }
      done(directory.unlink("deleted"));
      done(directory.write("late", Content.text("nobody tells of this")));
      done(directory.mkdir("below"));
      stage.daemon().signal("CONT");
      arrives();
      try (Folder below = directory.open("below")) {
        done(below.write("later", Content.text("x")));
      }
      arrives();
    }
  }

  @Test
  void namesThatLookTemporaryAreOrdinary() throws Exception {
    begin(PROMPT);
    done(source.write(".a.AbCdEf", Content.text("a user's own")));
    done(source.write(".~tmp~", Content.text("so is this")));
    arrives();
    done(source.rename(".a.AbCdEf", source, ".b.AbCdEf"));
    arrives();
    assertEquals(
        2,
        source.list().stream().filter(item -> item.type() == Dirents.DT_REG).count());
  }
}
