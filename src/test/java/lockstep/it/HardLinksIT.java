package lockstep.it;

import lockstep.linux.Inodes;
import lockstep.linux.Statx;
import org.junit.jupiter.api.Test;

/// Files of several names, with `hard_links`.
class HardLinksIT extends SingleChange {
  private static final String SYNC = "delay = 0, rsync = { archive = true, hard_links = true }";
  private static final TreeDifference.Options LINKED =
      new TreeDifference.Options(true, false, false, false);

  @Test
  void allNamesOfAnInodeAreRefreshed() throws Exception {
    begin(SYNC);
    done(source.write("one", Content.text("before")));
    try (Folder directory = made("directory")) {
      done(source.link("one", directory, "two"));
      done(source.link("one", source, "three"));
      stage.waitAndCompare(LINKED);
      done(directory.overwrite("two", Content.text("after!"), 0));
      stage.waitAndCompare(LINKED);
      done(Inodes.fchmodat2(source.fd, Folder.bytes("three"), 0600, Statx.AT_SYMLINK_NOFOLLOW));
      stage.waitAndCompare(LINKED);
      done(source.unlink("one"));
      done(source.write("one", Content.text("a file of its own")));
      stage.waitAndCompare(LINKED);
    }
  }

  @Test
  void aNameIsAddedLater() throws Exception {
    begin(SYNC);
    done(source.write("one", Content.text("before")));
    stage.waitAndCompare(LINKED);
    done(source.link("one", source, "two"));
    stage.waitAndCompare(LINKED);
    done(source.overwrite("two", Content.text("after!"), 0));
    stage.waitAndCompare(LINKED);
  }

  @Test
  void linksAreMadeAndRenamedTogether() throws Exception {
    begin(SYNC);
    done(source.write("a", Content.text("one")));
    done(source.write("b", Content.text("two")));
    stage.waitAndCompare(LINKED);
    try (Folder directory = made("directory")) {
      done(source.link("a", directory, "a"));
      done(source.rename("a", source, "c"));
      stage.waitAndCompare(LINKED);
      done(source.link("b", source, "b2"));
      done(source.rename("b2", directory, "a"));
      stage.waitAndCompare(LINKED);
      done(source.rename("directory", source, "elsewhere"));
      done(directory.link("a", source, "again"));
      stage.waitAndCompare(LINKED);
      done(source.overwrite("again", Content.text("TWO"), 0));
      stage.waitAndCompare(LINKED);
    }
  }
}
