package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import lockstep.linux.Dirents;
import lockstep.linux.Inodes;
import lockstep.linux.Open;
import org.junit.jupiter.api.Test;

/// Single changes of content and attributes that lsyncd misses, or takes for something else.
class ChangesIT extends SingleChange {
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
  void namesThatLookTemporaryAreOrdinary() throws Exception {
    begin(PROMPT);
    done(source.write(".a.AbCdEf", Content.text("a user's own")));
    done(source.write(".~tmp~", Content.text("so is this")));
    arrives();
    done(source.rename(".a.AbCdEf", source, ".b.AbCdEf"));
    arrives();
    assertEquals(2, source.list().stream().filter(item -> item.type() == Dirents.DT_REG).count());
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

  /// Whether there is a file of the name, or a temporary one for it.
  private static boolean holds(Folder folder, String name) {
    return folder.list().stream().anyMatch(item -> item.name().contains(name));
  }

  private static boolean holds(Folder folder, String name, String text) {
    byte[] content = folder.read(name);
    return content != null && new String(content, StandardCharsets.UTF_8).equals(text);
  }

  @Test
  void aFileWithHolesIsCutShortWhileItIsCopied() throws Exception {
    begin(PROMPT);
    ByteBuffer block = Folder.direct(new byte[4096]);
    try (Folder target = Folder.of(stage.target)) {
      for (int i = 0; i < 5; i++) {
        String name = "holes" + i;
        int file = source.openFile(name, Open.O_WRONLY | Open.O_CREAT);
        for (int position = 0; position < 48_000_000; position += 16_384) {
          lockstep.linux.Files.pwrite(file, block, position);
        }
        lockstep.linux.Files.close(file);
        Stage.await("the copy is under way", () -> holds(target, name));
        done(source.truncate(name, 5_000));
      }
    }
    arrives();
  }

  @Test
  void anOverwrittenFileIsNeverAMixture() throws Exception {
    begin(PROMPT);
    var reader = new TornReader(stage.target);
    var random = new Random(1);
    var over = new AtomicBoolean();
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

  private static void read(TornReader reader, AtomicBoolean over) {
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
}
