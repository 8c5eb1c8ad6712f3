package lockstep.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lockstep.event.RelativePath;
import lockstep.linux.Inotify;
import lockstep.tree.Directory;
import lockstep.tree.FileType;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.MemoryStream;
import lockstep.tree.MemoryTree;
import lockstep.tree.MemoryWriter;
import lockstep.tree.Timestamp;
import lockstep.tree.TreeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The records of usual programs; each expectation was taken from Linux 6.18.
final class SimulatedInotifyTest {
  private static final int EVERYTHING = SimulatedWatcher.ROOT & ~Inotify.IN_EXCL_UNLINK;

  private final MemoryFileSystem fs = new MemoryFileSystem(1, () -> Instant.EPOCH);
  private final MemoryTree tree = fs.tree();
  private final MemoryWriter writer = fs.writer();
  private final SimulatedInotify kernel = new SimulatedInotify();
  private final Map<Integer, String> watched = new HashMap<>(Map.of(-1, "-"));

  @BeforeEach
  void start() throws TreeException {
    writer.mkdirs("d");
    writer.mkdirs("e");
    writer.write("f", "1");
    fs.listen(kernel);
    watch("");
    watch("d");
    watch("e");
  }

  private int watch(String path) throws TreeException {
    return watch(path, EVERYTHING);
  }

  private int watch(String path, int mask) throws TreeException {
    try (Directory directory = tree.open(RelativePath.of(path))) {
      int wd = kernel.add(directory.descriptor(), mask);
      watched.put(wd, path.isEmpty() ? "." : path);
      return wd;
    }
  }

  private void expect(String... records) {
    List<String> found = new ArrayList<>();
    for (SimulatedRecord record = kernel.poll(); record != null; record = kernel.poll()) {
      found.add(record.text(watched.getOrDefault(record.wd(), "?")));
    }
    assertEquals(String.join("\n", records), String.join("\n", found));
  }

  @Test
  void writing() {
    writer.write("g", "1");
    expect(". CREATE g", ". MODIFY g", ". CLOSE_WRITE g");
    writer.write("g", "2");
    expect(". MODIFY g", ". CLOSE_WRITE g");
    writer.append("g", "3");
    writer.append("g", "4");
    expect(". MODIFY g", ". CLOSE_WRITE g", ". MODIFY g", ". CLOSE_WRITE g");
    writer.truncate("g", 0);
    expect(". MODIFY g");
  }

  @Test
  void attributes() {
    writer.chmod("f", 0600);
    expect(". ATTRIB f");
    writer.chmod("d", 0700);
    expect(". ATTRIB|ISDIR d", "d ATTRIB|ISDIR");
    writer.utimes("f", 5);
    writer.xattr(RelativePath.of("f"), "user.a", new byte[1]);
    expect(". ATTRIB f");
    writer.setMtime(RelativePath.of("f"), new Timestamp(5, 0));
    writer.setMtime(RelativePath.of("d"), new Timestamp(5, 0));
    expect(". MODIFY f", ". MODIFY|ISDIR d", "d MODIFY|ISDIR");
  }

  @Test
  void names() {
    writer.link("f", "g");
    writer.delete("g");
    writer.symlink("l", "f");
    writer.node(RelativePath.of("p"), FileType.FIFO, 0600, 0);
    writer.mkdirs("n");
    expect(". CREATE g", ". DELETE g", ". CREATE l", ". CREATE p", ". CREATE|ISDIR n");
  }

  @Test
  void renames() {
    writer.rename("f", "g");
    expect(". MOVED_FROM f", ". MOVED_TO g");
    writer.rename("d", "e/d");
    expect(". MOVED_FROM|ISDIR d", "e MOVED_TO|ISDIR d", "d MOVE_SELF");
    writer.mkdirs("n");
    writer.rename("n", "e/d");
    expect(
        ". CREATE|ISDIR n",
        ". MOVED_FROM|ISDIR n",
        "e MOVED_TO|ISDIR d",
        "d ATTRIB|ISDIR",
        "d DELETE_SELF",
        "d IGNORED");
  }

  @Test
  void exchanges() {
    writer.write("e/g", "1");
    expect("e CREATE g", "e MODIFY g", "e CLOSE_WRITE g");
    writer.exchange("f", "e/g");
    expect(". MOVED_FROM f", "e MOVED_TO g", "e MOVED_FROM g", ". MOVED_TO f");
    writer.exchange("e/g", "d");
    expect(
        "e MOVED_FROM g",
        ". MOVED_TO d",
        ". MOVED_FROM|ISDIR d",
        "e MOVED_TO|ISDIR g",
        "d MOVE_SELF");
  }

  @Test
  void removals() throws TreeException {
    writer.delete("d");
    expect("d DELETE_SELF", "d IGNORED", ". DELETE|ISDIR d");
    Directory held = tree.open(RelativePath.of("e"));
    writer.delete("e");
    expect(". DELETE|ISDIR e");
    held.setMode(0711);
    expect(". ATTRIB|ISDIR e", "e ATTRIB|ISDIR");
    held.close();
    expect("e DELETE_SELF", "e IGNORED");
  }

  @Test
  void whatIsHeldOpen() throws TreeException {
    try (MemoryStream stream = writer.open("f")) {
      stream.append(new byte[1]);
      writer.rename("f", "e/g");
      stream.append(new byte[1]);
      expect(". MODIFY f", ". MOVED_FROM f", "e MOVED_TO g", "e MODIFY g");
      writer.delete("e/g");
      stream.append(new byte[1]);
      expect("e DELETE g", "e MODIFY g");
      watch("e", SimulatedWatcher.WATCHED);
      stream.append(new byte[1]);
    }
    expect();
  }

  @Test
  void aMappingTellsNothingBeforeItIsClosed() {
    try (MemoryStream stream = writer.open("f")) {
      stream.writeMapped(new byte[1], 0);
      expect();
    }
    expect(". CLOSE_WRITE f");
  }

  @Test
  void aFullQueueTellsOnce() {
    kernel.limitQueue(2);
    writer.write("a", "1");
    writer.write("b", "1");
    expect(". CREATE a", ". MODIFY a", "- Q_OVERFLOW");
    writer.write("b", "1");
    expect(". MODIFY b", ". CLOSE_WRITE b");
  }

  @Test
  void equalRecordsInARowAreOne() {
    writer.chmod("f", 0600);
    writer.chmod("f", 0644);
    writer.chmod("d", 0700);
    writer.chmod("f", 0600);
    expect(". ATTRIB f", ". ATTRIB|ISDIR d", "d ATTRIB|ISDIR", ". ATTRIB f");
  }

  @Test
  void watchesHaveALimitAndNewNumbers() throws TreeException {
    int first = watch("d");
    assertEquals(2, first);
    kernel.limitWatches(3);
    writer.mkdirs("n");
    assertEquals(-1, watch("n"));
    kernel.remove(first);
    assertEquals(4, watch("n"));
    watched.put(first, "d");
    expect(". CREATE|ISDIR n", "d IGNORED");
  }

  @Test
  void unmountIsTold() {
    fs.unmount();
    expect(". UNMOUNT", ". IGNORED", "d UNMOUNT", "d IGNORED", "e UNMOUNT", "e IGNORED");
  }
}
