package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Renames and changes of type, at every kind of which lsyncd loses its way.
class RenamesIT extends SingleChange {
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
}
