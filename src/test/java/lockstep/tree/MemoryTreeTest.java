package lockstep.tree;

import static lockstep.tree.TreeContract.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lockstep.event.RelativePath;
import lockstep.tree.TreeException.Reason;
import org.junit.jupiter.api.Test;

/// What a tree of the simulation can meet: faults, crashes, and roots that change.
final class MemoryTreeTest {
  private final MemoryFileSystem fs = new MemoryFileSystem(1, () -> Instant.EPOCH);
  private final MemoryWriter writer = fs.writer();

  private static RelativePath path(String path) {
    return RelativePath.of(path);
  }

  private static byte[] name(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aFaultRefusesOrLetsSomethingElseHappen() throws TreeException {
    writer.write("f", "abcdef");
    var calls = new ArrayList<String>();
    MemoryFaults faults =
        (call, path) -> {
          calls.add(call + " " + path);
          if (call.equals("mkdirat")) {
            throw MemoryErrno.EIO.at(call, path);
          }
          if (calls.size() == 4) {
            writer.write("f", "ABCDEF");
          }
        };
    try (MemoryTree tree = fs.tree(RelativePath.ROOT, faults).pieces(3);
        Directory root = tree.open(RelativePath.ROOT);
        OpenFile f = root.openFile(name("f"))) {
      var buffer = ByteBuffer.allocate(6);
      assertEquals(3, f.read(buffer, 0));
      assertEquals(3, f.read(buffer, 3));
      assertEquals("abcDEF", new String(buffer.array(), StandardCharsets.UTF_8));
      TreeException e =
          assertThrows(TreeException.class, () -> root.makeDirectory(name("a\n"), 0755));
      assertEquals("mkdirat a\\n: EIO (Input/output error)", e.getMessage());
      assertFalse(writer.exists(path("a\n")));
    }
    assertEquals(List.of("opendir ", "open f", "pread f", "pread f", "mkdirat a\\n"), calls);
  }

  @Test
  void anAnswerMayGetLost() throws TreeException {
    MemoryFaults faults =
        new MemoryFaults() {
          @Override
          public void before(String call, RelativePath path) {}

          @Override
          public void after(String call, RelativePath path) throws TreeException {
            if (call.equals("mkdirat")) {
              throw MemoryErrno.ESTALE.at(call, path);
            }
          }
        };
    try (MemoryTree tree = fs.tree(RelativePath.ROOT, faults);
        Directory root = tree.open(RelativePath.ROOT)) {
      refused(Reason.OTHER, () -> root.makeDirectory(name("d"), 0755));
    }
    assertTrue(writer.exists("d"));
  }

  @Test
  void afterACrashNothingIsDoneAnyMore() throws TreeException {
    MemoryFaults faults =
        (call, _) -> {
          if (call.equals("fsync")) {
            throw new MemoryCrash();
          }
        };
    MemoryTree tree = fs.tree(RelativePath.ROOT, faults);
    Directory root = tree.open(RelativePath.ROOT);
    OpenFile f = root.create(name("f"), 0600);
    f.write(ByteBuffer.wrap(name("1")), 0);
    assertThrows(MemoryCrash.class, f::sync);
    assertThrows(MemoryCrash.class, () -> root.unlink(name("f")));
    assertThrows(MemoryCrash.class, tree::checkRoot);
    f.close();
    root.close();
    tree.close();
    assertEquals(0, tree.openCount());
    assertEquals("1", writer.text("f"));
  }

  @Test
  void aReadOnlyFileSystemRefusesChanges() throws TreeException {
    writer.write("f", "1");
    fs.readOnly(true);
    try (MemoryTree tree = fs.tree();
        Directory root = tree.open(RelativePath.ROOT)) {
      refused(Reason.READ_ONLY, () -> root.create(name("g"), 0600));
      refused(Reason.READ_ONLY, () -> root.openForUpdate(name("f")));
      refused(Reason.READ_ONLY, () -> root.unlink(name("f")));
      refused(Reason.READ_ONLY, () -> root.rename(name("f"), root, name("g")));
      refused(Reason.READ_ONLY, () -> root.setMode(name("f"), 0600));
      refused(Reason.READ_ONLY, () -> root.setTime(new Timestamp(1, 1)));
      root.openFile(name("f")).close();
    }
  }

  @Test
  void theRootThatIsUnmountedIsAnother() throws TreeException {
    writer.write("f", "1");
    try (MemoryTree tree = fs.tree();
        Directory root = tree.open(RelativePath.ROOT)) {
      fs.detach();
      refused(Reason.ROOT_CHANGED, tree::checkRoot);
      assertEquals(1, root.list().size());
      assertFalse(writer.exists("f"));
      try (MemoryTree below = fs.tree()) {
        below.checkRoot();
      }
      fs.remount();
      tree.checkRoot();
      assertTrue(writer.exists("f"));
    }
  }

  @Test
  void aRootThatIsReplacedIsAnother() throws TreeException {
    writer.mkdirs("source");
    try (MemoryTree tree = fs.tree(path("source"), MemoryFaults.NONE)) {
      tree.checkRoot();
      writer.rename("source", "old");
      refused(Reason.ROOT_CHANGED, tree::checkRoot);
      writer.mkdirs("source");
      refused(Reason.ROOT_CHANGED, tree::checkRoot);
      writer.delete("source");
      writer.rename("old", "source");
      tree.checkRoot();
    }
  }

  @Test
  void differentFileSystemsStayApart() throws TreeException {
    writer.write("f", "1");
    var other = new MemoryFileSystem(2, () -> Instant.EPOCH);
    try (MemoryTree tree = fs.tree();
        MemoryTree otherTree = other.tree();
        Directory root = tree.open(RelativePath.ROOT);
        Directory otherRoot = otherTree.open(RelativePath.ROOT)) {
      refused(Reason.CROSS_DEVICE, () -> root.rename(name("f"), otherRoot, name("f")));
      refused(Reason.CROSS_DEVICE, () -> root.link(name("f"), otherRoot, name("f")));
    }
  }

  @Test
  void clonesWhereItCan() throws TreeException {
    fs.reflinks(true);
    writer.write("f", "hello");
    try (MemoryTree tree = fs.tree();
        Directory root = tree.open(RelativePath.ROOT);
        OpenFile f = root.openFile(name("f"));
        OpenFile g = root.create(name("g"), 0600)) {
      assertTrue(g.cloneFrom(f));
      writer.write("f", "other");
      assertEquals("hello", writer.text("g"));
    }
  }
}
