package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The built program with trees at the edge of what the kernel allows.
///
/// `-Dlockstep.entries=NUMBER` sets how many entries the large directory has.
class OddTreesIT {
  private static final String PROMPT = "delay = 0, rsync = { archive = true }";
  private static final int LINKS = 60_000;
  private static final int ENTRIES = Integer.getInteger("lockstep.entries", 100_000);

  /// 255 bytes, no two of them text together.
  private static final String LONGEST = "\u00ff\u0080".repeat(127) + "n";

  private Stage stage;

  @BeforeEach
  void begin() throws Exception {
    stage = Stage.create();
  }

  @AfterEach
  void end() throws Exception {
    if (stage != null) {
      stage.close();
    }
  }

  private void start(String sync) throws Exception {
    stage.configure(Stage.sync(sync));
    stage.start();
    stage.awaitInStep();
  }

  /// Paths of three times what a system call takes, each name as long as one may be.
  @Test
  void deeperThanAPathIsLong() throws Exception {
    try (Folder source = Folder.of(stage.source)) {
      start(PROMPT);
      descend(source, 50, true);
      stage.waitInStep();
      assertEquals(50, descend(Folder.of(stage.target), 50, false));
      source.remove(LONGEST);
      stage.waitInStep();
    }
    assertEquals(0, stage.target.toFile().list().length);
    stage.stop();
  }

  /// Makes or finds nested directories with a file in the last; returns how many there are.
  private static int descend(Folder top, int depth, boolean make) {
    Deque<Folder> open = new ArrayDeque<>();
    Folder at = top.open("");
    int found = 0;
    for (; at != null && found < depth; found++) {
      open.push(at);
      if (make) {
        assertEquals(0, at.mkdir(LONGEST));
      }
      at = at.open(LONGEST);
    }
    assertNotNull(at, "only " + found);
    if (make) {
      assertTrue(at.write(LONGEST, Content.text("deep")) > 0);
    } else {
      assertNotNull(at.stat(LONGEST));
    }
    at.close();
    open.forEach(Folder::close);
    return found;
  }

  @Test
  void whatIsNoFile() throws Exception {
    start(PROMPT); // archive has devices and specials
    stage.inside(
        """
        cd source
        mkfifo fifo; mknod null c 1 3; mknod disk b 7 99; ln -s /etc/passwd link; ln -s x dangling
        perl -MIO::Socket::UNIX -e 'IO::Socket::UNIX->new(Local => "socket", Listen => 1) or die'
        """);
    stage.waitAndCompare(TreeDifference.Options.ARCHIVE);
    stage.inside("cd source; rm fifo null; mkfifo null; echo text > fifo; mv socket link");
    stage.waitAndCompare(TreeDifference.Options.ARCHIVE);
    stage.stop();
  }

  @Test
  void namesThatDifferInCaseOnly() throws Exception {
    start(PROMPT);
    stage.inside("cd source; mkdir Name; echo a > Name/File; echo b > README");
    stage.waitInStep();
    for (int i = 0; i < 20; i++) {
      stage.inside(
          "cd source; mv Name nAME; mv nAME/File nAME/fILE; mv README readme; mv nAME Name;"
              + " mv Name/fILE Name/File; mv readme ReadMe; mv ReadMe README");
    }
    stage.inside("cd source; mv Name NAME; mv README Readme");
    stage.waitAndCompare(TreeDifference.Options.ARCHIVE);
    stage.stop();
  }

  @Test
  void aFileOfManyNames() throws Exception {
    stage.configure(Stage.sync("delay = 0, rsync = { archive = true, hard_links = true }"));
    try (Folder source = Folder.of(stage.source)) {
      source.write("first", Content.text("shared"));
      source.mkdir("d");
      try (Folder below = source.open("d")) {
        for (int i = 0; i < LINKS; i++) {
          assertEquals(0, source.link("first", below, "n" + i));
        }
        stage.start();
        stage.awaitInStep();
        assertEquals(LINKS + 1, Files.getAttribute(stage.target.resolve("first"), "unix:nlink"));
        below.unlink("n7");
        source.append("first", Content.text(" and more"));
      }
    }
    stage.waitInStep();
    // a comparison of all names with all would take too much memory
    stage.inside(
        "cmp source/first target/first; test -z \"$(find target -type f -links -" + LINKS + ")\"");
    stage.inside("test $(find target -type f | wc -l) = " + LINKS);
    stage.stop();
  }

  @Test
  void aDirectoryOfManyEntries() throws Exception {
    start(PROMPT);
    try (Folder source = Folder.of(stage.source)) {
      for (int i = 0; i < ENTRIES; i++) {
        source.write("file" + i, Content.text("x"));
      }
      stage.waitInStep();
      assertEquals(ENTRIES, stage.target.toFile().list().length);
      for (int i = 0; i < ENTRIES; i += 2) {
        source.unlink("file" + i);
      }
    }
    stage.waitInStep();
    assertEquals(ENTRIES / 2, stage.target.toFile().list().length);
    stage.stop();
  }

  /// A file that never stands still holds up nothing else; what is appended arrives all the same.
  @Test
  void aWriterWithoutEnd() throws Exception {
    start(PROMPT);
    var over = new AtomicBoolean();
    var writer = new Thread(() -> write(over));
    writer.start();
    try {
      Files.writeString(stage.source.resolve("other"), "x");
      var other = stage.target.resolve("other");
      Stage.await("the other file arrives", () -> Files.exists(other));
      var log = stage.target.resolve("log");
      Stage.await("some of the log arrives", () -> Files.exists(log));
    } finally {
      over.set(true);
      writer.join();
    }
    stage.waitAndCompare(TreeDifference.Options.ARCHIVE);
    stage.stop();
  }

  private void write(AtomicBoolean over) {
    try (Folder source = Folder.of(stage.source)) {
      for (int i = 0; !over.get(); i++) {
        source.append("log", Content.text("line " + i + "\n"));
        source.write("restless", Content.text("x".repeat(1 + Math.floorMod(i * 7919, 100_000))));
      }
    }
  }

  @Test
  void aStormOfRenames() throws Exception {
    start(PROMPT);
    try (Folder source = Folder.of(stage.source)) {
      for (int i = 0; i < 8; i++) {
        source.mkdir("d" + i);
        try (Folder below = source.open("d" + i)) {
          below.write("f" + i, Content.text("content " + i));
        }
      }
      for (int i = 0; i < 40_000; i++) {
        int one = Math.floorMod(i * 7919, 8);
        int other = (one + 1 + i % 7) % 8;
        if (i % 3 == 0) {
          source.exchange("d" + one, source, "d" + other);
        } else {
          source.rename("d" + one, source, "aside");
          source.rename("d" + other, source, "d" + one);
          source.rename("aside", source, "d" + other);
        }
      }
    }
    stage.waitAndCompare(TreeDifference.Options.ARCHIVE);
    stage.stop();
  }
}
